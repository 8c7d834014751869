//! The page that shows one chart in a page of somebody else: without header, with where it comes from.

use maud::{DOCTYPE, html};

use super::shell;
use crate::report::site::{Site, folder};
use crate::{say, say_html};

/// Its path from the language's folder. What follows `#` names the chart: `northbridge/volunteering_rate-total`.
pub const EMBED: &str = "embed.html";

/// The page. Which chart it shows is decided where it is read; without scripts it leads to the report.
pub fn page(site: &Site) -> String {
    let (l, c) = (&site.language, &site.catalogue);
    let root = if folder(site.languages, l).is_empty() { "" } else { "../" };
    let (licence, _) = &c.publication.licence;
    let html = html! {
        (DOCTYPE)
        html lang=(l.tag()) dir=[Some(l.direction()).filter(|d| *d != "ltr")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (c.network) " · " (site.cycle()) }
                link rel="stylesheet" href={ (root) "site.css" };
                script src={ (root) "site.js" } data-up="" defer {}
            }
            body.embedded {
                main {
                    @if c.fictional { p.note { (say!(l, "chart-invented-network")) } }
                    (shell::draft(site))
                    object #embedded type="image/svg+xml" hidden {}
                    p #embed-none { (say!(l, "embed-none")) }
                    h1 { a #embed-source href="index.html" target="_top" { (c.network) } }
                    p.note {
                        (say!(l, "embed-cycle", cycle = site.cycle())) " "
                        (shell::identity(site)) " " (say_html!(l, "layout-labelled", label = html! { (say!(l, "cite-licence")) }, value = html! { (licence) }))
                    }
                }
            }
        }
    };
    html.into_string()
}
