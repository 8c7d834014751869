//! What every page shares: head, skip link, navigation, the mark of invented cities, footer, figures and tables.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::figures::Figure;
use super::{Site, brief, data, folder, front, furnish, methods};
use crate::language::Language;
use crate::{say, say_html};

/// Where a page stands and what it is called.
pub struct Page<'a> {
    /// Title without the network's name.
    pub title: &'a str,
    /// One sentence for the page's description.
    pub about: &'a str,
    /// Its path from its language's folder: `cities/aasby.html`.
    pub path: &'a str,
}

/// A page as it is written.
pub struct Made {
    /// The page.
    pub html: String,
    /// Its tables as CSV, by path from their language's folder.
    pub tables: Vec<(String, String)>,
}

/// Folder of a page's tables: `tables/cities/aasby/`.
fn tables(path: &str) -> String {
    format!("tables/{}/", path.strip_suffix(".html").unwrap_or(path))
}

/// A whole page around its main part, which brings its own h1.
pub fn page(site: &Site, page: &Page, main: &Markup) -> Made {
    let c = &site.catalogue;
    let l = &*site.language;
    let (up, root) = (Site::up(page.path), site.root(page.path));
    let navigation = [
        (front::PATH, "", say!(l, "layout-brief")),
        (front::PATH, "#cities", say!(l, "layout-cities")),
        (front::PATH, "#features", say!(l, "layout-features")),
        (methods::PATH, "", say!(l, "layout-methods")),
        (data::PATH, "", say!(l, "layout-data")),
    ];
    let elsewhere = |language: &Language| format!("{root}{}{}", folder(site.languages, language), page.path);
    let several = site.languages.len() > 1;
    let folder_of_tables = tables(page.path);
    let main = furnish::furnish(l, stem(page.path), &format!("{up}{folder_of_tables}"), &main.0);
    let html = html! {
        (DOCTYPE)
        html lang=(l.tag()) dir=[Some(l.direction()).filter(|d| *d != "ltr")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content=(page.about);
                meta property="og:type" content="article";
                meta property="og:title" content={ (page.title) " · " (c.network) };
                meta property="og:description" content=(page.about);
                @if let Some(card) = card(site, page) { meta property="og:image" content={ (up) (card) }; }
                title { (page.title) " · " (c.network) " · " (site.marts.cycle) }
                link rel="stylesheet" href={ (root) "site.css" };
                @if page.path == front::PATH { script src={ (root) "search.js" } defer {} }
                @if several {
                    @for other in site.languages { link rel="alternate" hreflang=(other.tag()) href=(elsewhere(other)); }
                }
            }
            body {
                a.skip href="#main" { (say!(l, "layout-skip")) }
                header {
                    @if c.fictional { p.mark { (say_html!(l, "layout-fictional", lead = strong(&say!(l, "layout-fictional-lead")))) } }
                    (draft(site))
                div.site {
                    p.network { a href={ (up) (front::PATH) } { (c.network) } }
                    nav aria-label=(say!(l, "layout-site")) {
                        ul {
                            @for (path, part, title) in &navigation {
                                @let here = part.is_empty() && *path == page.path;
                                li { a href={ (up) (path) (part) } aria-current=[here.then_some("page")] { (title) } }
                            }
                        }
                    }
                    @if several {
                        nav.languages aria-label=(say!(l, "layout-languages")) {
                            ul {
                                @for other in site.languages {
                                    li { a href=(elsewhere(other)) rel="alternate" lang=(other.tag()) hreflang=(other.tag()) aria-current=[(other.tag() == l.tag()).then_some("true")] { (other.own_name()) } }
                                }
                            }
                        }
                    }
                }
                }
                main id="main" tabindex="-1" { (PreEscaped(&main.html)) }
                footer.site {
                    p { (footer(site)) }
                    @if site.catalogue.collected { @for source in &site.catalogue.sources { p { (say!(l, "layout-source", source = source)) } } }
                    p { (say_html!(l, "layout-identity", edition = html! { (edition(site)) }, snapshot = html! { code { (site.snapshot) } })) }
                    p { a href={ (up) (methods::PATH) } { (say!(l, "layout-how")) } " · " a href={ (up) (data::PATH) } { (say!(l, "layout-open-data")) } }
                }
            }
        }
    };
    Made {
        html: lean(&html.into_string()),
        tables: main.files.into_iter().map(|(name, text)| (format!("{folder_of_tables}{name}"), text)).collect(),
    }
}

/// End tags that HTML reads into a page by itself, since what follows them opens or closes the next part: a tenth of a city's page.
const IMPLIED: [&str; 6] = ["</td>", "</th>", "</tr>", "</tbody>", "</thead>", "</li>"];

/// Attributes of table cells, which need no quotes (13.1.2.3); text has none that are not escaped.
const BARE: [(&str, &str); 3] = [(" class=\"n\"", " class=n"), (" scope=\"row\"", " scope=row"), (" scope=\"col\"", " scope=col")];

/// The page without end tags and quotes that go without saying (HTML Living Standard, 13.1.2.4).
fn lean(page: &str) -> String {
    let page = BARE.iter().fold(page.to_string(), |page, (quoted, bare)| page.replace(quoted, bare));
    let mut out = String::with_capacity(page.len());
    let mut rest = page.as_str();
    while let Some(at) = rest.find("</") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        if !IMPLIED.contains(&&rest[..end]) {
            out.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// A link to the page's brief for print, where there is one. `path` leads to it from the page.
pub fn printed(site: &Site, path: &str) -> Markup {
    html! { @if site.printed { p.take { a href=(path) { (say!(site.language, "take-brief")) } } } }
}

/// The share card of the city whose page it is, from the language's folder, where cards are made.
fn card(site: &Site, page: &Page) -> Option<String> {
    let id = page.path.strip_prefix("cities/")?.strip_suffix(".html")?;
    site.catalogue.city(id).filter(|_| site.printed).map(brief::card_path)
}

/// Words that stand out.
pub fn strong(text: &str) -> Markup {
    html! { strong { (text) } }
}

/// `Draft` or `Final edition`.
pub fn edition(site: &Site) -> String {
    if site.edition.is_final {
        say!(site.language, "edition-final")
    } else {
        say!(site.language, "edition-draft")
    }
}

/// The brief's cycle, with its day where it has one: `2024, as of 31 May 2024`.
pub fn cycle(site: &Site) -> String {
    let (l, cycle) = (&site.language, site.marts.cycle.to_string());
    match &site.marts.as_of {
        Some(day) => say!(l, "cycle-as-of", cycle = cycle, day = l.numbers().date(day)),
        None => cycle,
    }
}

/// A count as the language writes it.
pub fn whole(language: &Language, n: i64) -> String {
    language.numbers().number(n as f64, 0)
}

/// What the brief is, and what it does.
fn footer(site: &Site) -> String {
    say!(site.language, "layout-footer", cycle = cycle(site))
}

/// The mark of a draft, and until when cities are asked for comments.
fn draft(site: &Site) -> Markup {
    let l = &site.language;
    let lead = strong(&say!(l, "edition-draft-lead"));
    html! {
        @if !site.edition.is_final {
            p.mark.draft {
                @match &site.edition.comments_by {
                    Some(day) => (say_html!(l, "edition-draft-comments", lead = lead, day = html! { time datetime=(day) { (l.numbers().date(day)) } })),
                    None => (say_html!(l, "edition-draft-mark", lead = lead)),
                }
            }
        }
    }
}

/// A chart with its own caption and, where given, the table behind it.
pub fn figure(site: &Site, figure: &Figure, up: &str, class: &str, behind: Option<&Markup>) -> Markup {
    captioned(site, figure, up, class, &html! { (figure.caption) }, behind)
}

/// A chart with a caption of the page's and, where given, the table behind it. It has an address of its own and stands there as a file.
pub fn captioned(site: &Site, figure: &Figure, up: &str, class: &str, caption: &Markup, behind: Option<&Markup>) -> Markup {
    let l = &site.language;
    let file = format!("{up}charts/{}", figure.path);
    let id = format!("chart-{}", figure.name());
    let picture = html! { img src=(file) width=(figure.width) height=(figure.height) alt=(figure.alt) loading="lazy"; };
    html! {
        figure #(id) class=(class) {
            // Too wide for a phone: the picture scrolls, and the keyboard must get there too.
            @if matches!(class, "temple" | "coverage") { div.scroll tabindex="0" role="group" aria-label=(say!(l, "take-chart-wide")) { (picture) } } @else { (picture) }
            figcaption {
                (caption) " "
                small { a href=(file) { (say!(l, "take-chart-svg")) } " " a.here href={ "#" (id) } aria-label=(say!(l, "take-chart-link")) { "#" } }
            }
        }
        @if let Some(table) = behind { (details(&say!(l, "layout-figures-in-a-table"), table)) }
    }
}

/// What a reader may open; open on paper.
pub fn details(summary: &str, inside: &Markup) -> Markup {
    html! { details { summary { (summary) } div.scroll { (inside) } } }
}

/// The file's name without its folder and ending.
fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".html").unwrap_or(file)
}

/// An address on a page for what has a name in English: `region-arab-states`.
pub fn slug(kind: &str, name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(kind.to_string(), |slug, word| slug + "-" + &word.to_ascii_lowercase())
}

/// A field that filters a list of this page by name, shown where scripts run. `filters` is the list, for CSS.
pub fn find(language: &Language, id: &str, filters: &str, label: &str) -> Markup {
    html! {
        p.find hidden {
            label for=(id) { (label) } " "
            input #(id) type="search" autocomplete="off" spellcheck="false" data-filters=(filters) data-tells={ (id) "-told" };
            " "
            output #{ (id) "-told" } for=(id) data-none=(say!(language, "find-none")) data-some=(say!(language, "find-some", matches = "#")) {}
        }
    }
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

/// A practice's title and, where the city gave one, its summary: the city's words, whatever their script.
pub fn practice(l: &Language, title: &Markup, summary: Option<&str>) -> Markup {
    match summary {
        Some(summary) => say_html!(l, "learning-with-summary", title = title, summary = html! { span dir="auto" { (summary) } }),
        None => title.clone(),
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
    /// How many of each moved firmly, given in brackets; none where that is not known.
    pub firm: Option<[i64; 4]>,
    /// The last column.
    pub last: i64,
}

/// Class and title of each part of a bar.
fn parts(language: &Language) -> [(&'static str, String); 4] {
    [
        ("towards", say!(language, "counts-towards")),
        ("held", say!(language, "counts-held")),
        ("away", say!(language, "counts-away")),
        ("nodirection", say!(language, "counts-no-direction")),
    ]
}

/// Towards, held, away, no direction: the heads of columns of counts.
pub fn outcomes(language: &Language) -> [String; 4] {
    parts(language).map(|(_, title)| title)
}

/// What the colours and hatchings of the bars say.
pub fn legend(language: &Language) -> Markup {
    html! {
        ul.legend aria-hidden="true" { @for (class, title) in parts(language) { li { span.key.(class) {} (title) } } }
    }
}

/// `31`, or `31 (22)` where 22 of them are firm.
pub fn with_firm(language: &Language, n: i64, firm: Option<i64>) -> String {
    match firm.filter(|_| n > 0) {
        Some(firm) => say!(language, "counts-with-firm", n = n, firm = firm),
        None => whole(language, n),
    }
}

/// A table of counts with a bar of their shares. The roles are said because on a narrow screen each row is laid out in several
/// lines, which costs a table its meaning.
pub fn counts(language: &Language, caption: &str, first: &str, last: &str, rows: &[CountRow]) -> Markup {
    let parts = parts(language);
    html! {
        table.movement role="table" {
            caption { (caption) }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (first) }
                th.bar role="columnheader" scope="col" aria-hidden="true" { (say!(language, "counts-shares")) }
                @for (_, title) in &parts { th.n role="columnheader" scope="col" { (title) } }
                th.n role="columnheader" scope="col" { (last) }
            } }
            tbody role="rowgroup" {
                @for row in rows {
                    tr role="row" {
                        th role="rowheader" scope="row" { (row.title) }
                        td.bar role="cell" aria-hidden="true" {
                            span.stack { @for ((class, _), n) in parts.iter().zip(row.parts) { @if n > 0 { span.(class) style={ "flex-grow:" (n) } {} } } }
                        }
                        @for (place, n) in row.parts.into_iter().enumerate() { td.n role="cell" { (with_firm(language, n, row.firm.filter(|_| place != 1).map(|firm| firm[place]))) } }
                        td.n role="cell" { (whole(language, row.last)) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn only_end_tags_that_go_without_saying_are_left_out() {
        assert_eq!(
            lean("<table><thead><tr><th>A</th></tr></thead><tbody><tr><td><a href=\"x\">b</a></td></tr></tbody></table><ul><li>c</li></ul><p>d</p>"),
            "<table><thead><tr><th>A<tbody><tr><td><a href=\"x\">b</a></table><ul><li>c</ul><p>d</p>"
        );
        assert_eq!(lean("no tag </"), "no tag </");
    }
}
