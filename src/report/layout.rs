//! What every page shares: head, skip link, navigation, the mark of invented cities, footer, figures and tables.

use maud::{DOCTYPE, Markup, html};

use super::Site;
use super::figures::Figure;

/// Where a page stands and what it is called.
pub struct Page<'a> {
    /// Title without the network's name.
    pub title: &'a str,
    /// One sentence for the page's description.
    pub about: &'a str,
    /// From the page's folder to the site's: empty or `../`.
    pub up: &'static str,
    /// Which entry of the navigation it is: a path from the site's folder.
    pub here: &'static str,
}

const NAVIGATION: &[(&str, &str)] = &[
    ("index.html", "Annual brief"),
    ("index.html#cities", "Cities"),
    ("index.html#features", "Key features"),
    ("methods.html", "Methods"),
    ("data.html", "Data"),
];

/// A whole page around its main part, which brings its own h1.
pub fn page(site: &Site, page: &Page, main: &Markup) -> String {
    let c = &site.catalogue;
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content=(page.about);
                title { (page.title) " · " (c.network) " · " (site.marts.cycle) }
                link rel="stylesheet" href={ (page.up) "site.css" };
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                @if c.fictional {
                    p.mark { strong { "Demonstration." } " Every city and every figure here is invented." }
                }
                header.site {
                    p.network { a href={ (page.up) "index.html" } { (c.network) } }
                    nav aria-label="Site" {
                        ul {
                            @for (path, title) in NAVIGATION {
                                li { a href={ (page.up) (path) } aria-current=[(*path == page.here).then_some("page")] { (title) } }
                            }
                        }
                    }
                }
                main id="main" tabindex="-1" { (main) }
                footer.site {
                    p { "Brief of the cycle " (site.marts.brief()) ". Progress is measured within each city's own context; cities are listed by name." }
                    p { a href={ (page.up) "methods.html" } { "How the figures are made" } " · " a href={ (page.up) "data.html" } { "Open data and what its columns mean" } }
                }
            }
        }
    }
    .into_string()
}

/// A chart with its own caption and, where given, the table behind it.
pub fn figure(figure: &Figure, up: &str, class: &str, behind: Option<&Markup>) -> Markup {
    captioned(figure, up, class, &html! { (figure.caption) }, behind)
}

/// A chart with a caption of the page's and, where given, the table behind it.
pub fn captioned(figure: &Figure, up: &str, class: &str, caption: &Markup, behind: Option<&Markup>) -> Markup {
    html! {
        figure class=(class) {
            img src={ (up) "charts/" (figure.path) } width=(figure.width) height=(figure.height) alt=(figure.alt) loading="lazy";
            figcaption { (caption) }
        }
        @if let Some(table) = behind { (details("The figures in a table", table)) }
    }
}

/// What a reader may open; open on paper.
pub fn details(summary: &str, inside: &Markup) -> Markup {
    html! { details { summary { (summary) } div.scroll tabindex="0" role="region" aria-label=(summary) { (inside) } } }
}

/// A city's name, linked to its page where it has one. `to_cities` is the path from the page to the folder of city pages.
pub fn city_link(site: &Site, id: &str, to_cities: &str) -> Markup {
    html! {
        @match site.catalogue.city(id) {
            Some(c) if c.published => a href={ (to_cities) (c.id) ".html" } { (c.name) },
            Some(c) => (c.name),
            None => (id),
        }
    }
}

/// Markup in a list of words: `a, b and c`.
pub fn listed(items: &[Markup]) -> Markup {
    html! {
        @for (i, item) in items.iter().enumerate() {
            @if i > 0 { @if i + 1 == items.len() { " and " } @else { ", " } }
            (item)
        }
    }
}

/// A link that a city sent: followed only where it leads to the web, else shown as it came.
pub fn outside_link(link: &str) -> Markup {
    let web = ["https://", "http://"]
        .iter()
        .any(|scheme| link.len() >= scheme.len() && link.is_char_boundary(scheme.len()) && link[..scheme.len()].eq_ignore_ascii_case(scheme));
    html! {
        @if web { a.outside href=(link) rel="external nofollow noopener noreferrer" { (link) } } @else { (link) }
    }
}

/// A row of counts: towards, held, away, no direction; and one count more.
pub struct CountRow {
    /// What is counted.
    pub title: Markup,
    /// Towards, held, away, no direction.
    pub parts: [i64; 4],
    /// The last column.
    pub last: i64,
}

/// Class and title of each part of a bar.
const PARTS: [(&str, &str); 4] = [("towards", "Towards"), ("held", "Held"), ("away", "Away"), ("nodirection", "No direction")];

/// What the colours and hatchings of the bars say.
pub fn legend() -> Markup {
    html! {
        ul.legend aria-hidden="true" { @for (class, title) in PARTS { li { span.key.(class) {} (title) } } }
    }
}

/// A table of counts with a bar of their shares. The roles are said because on a narrow screen each row is laid out in several
/// lines, which costs a table its meaning.
pub fn counts(caption: &str, first: &str, last: &str, rows: &[CountRow]) -> Markup {
    html! {
        table.movement role="table" {
            caption { (caption) }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (first) }
                th.bar role="columnheader" scope="col" aria-hidden="true" { "Shares" }
                @for (_, title) in PARTS { th.n role="columnheader" scope="col" { (title) } }
                th.n role="columnheader" scope="col" { (last) }
            } }
            tbody role="rowgroup" {
                @for row in rows {
                    tr role="row" {
                        th role="rowheader" scope="row" { (row.title) }
                        td.bar role="cell" aria-hidden="true" {
                            span.stack { @for ((class, _), n) in PARTS.iter().zip(row.parts) { @if n > 0 { span.(class) style={ "flex-grow:" (n) } {} } } }
                        }
                        @for n in row.parts { td.n role="cell" { (n) } }
                        td.n role="cell" { (row.last) }
                    }
                }
            }
        }
    }
}
