//! Where the pages of earlier editions are kept.

use maud::{Markup, html};

use crate::report::earlier::Listed;
use crate::report::facts::changes;
use crate::report::site::{Site, folder};
use crate::say;

/// The page of all editions.
pub const ARCHIVE: &str = "archive.html";

/// Earlier editions to which a page leads; the archive has all.
const LED_TO: usize = 5;

/// Where a page of an earlier edition is kept, by its path from the folder of its language; none where the edition had
/// no such page, or may not be seen any more.
pub fn address(site: &Site, edition: &Listed, page: &str) -> Option<String> {
    let path = format!("{}{page}", folder(site.languages, &site.language));
    let is_there = edition.is_shown && edition.pages.contains(&path);
    is_there.then(|| site.catalogue.publication.archived(&edition.id, &path))?
}

/// Where a page's earlier versions are kept, and all editions.
pub fn earlier(site: &Site, path: &str) -> Markup {
    let l = &site.language;
    let all = site.edition.earlier.editions.iter();
    let versions = all.filter_map(|edition| Some((edition, address(site, edition, path)?)));
    let versions: Vec<(&Listed, String)> = versions.take(LED_TO).collect();
    html! {
        p {
            @if !versions.is_empty() {
                (say!(l, "archive-earlier")) " "
                @for (at, (edition, address)) in versions.iter().enumerate() {
                    @if at > 0 { ", " }
                    @let day = l.numbers().date(&edition.made_on);
                    a.outside href=(address) { (say!(l, "archive-version", cycle = changes::cycle(l, edition), day)) }
                }
                " · "
            }
            a href={ (Site::up(path)) (ARCHIVE) } { (say!(l, "archive-title")) }
        }
    }
}
