//! What every page shares: head, skip link, navigation, the mark of invented cities, footer.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::glossary;
use super::versions;
use crate::catalogue::City;
use crate::document::html::{self, PARTS};
use crate::language::Language;
use crate::report::facts::tally::outcomes;
use crate::report::site::{Site, folder};
use crate::{say, say_html};

/// The front page's path from its language's folder.
pub const FRONT: &str = "index.html";
/// The methods page's.
pub const METHODS: &str = "methods.html";
/// The page of the open data.
pub const DATA: &str = "data.html";

/// The page of what changed since the last edition.
pub const CHANGES: &str = "changes.html";

/// The path of a page and what it is called.
pub struct Page<'a> {
    /// Title without the network's name.
    pub title: &'a str,
    /// One sentence for the page's description.
    pub about: &'a str,
    /// Its path from its language's folder: `cities/aasby.html`.
    pub path: &'a str,
    /// The pages above it: address from the language's folder, and what it is called.
    pub above: &'a [(String, String)],
}

/// A page as it is written.
pub struct Made {
    /// The page.
    pub html: String,
    /// Its tables as CSV, by path from their language's folder.
    pub tables: Vec<(String, String)>,
}

/// A whole page around its main part, which brings its own h1, with the tables that were written into it.
pub fn page(site: &Site, page: &Page, main: &Markup, tables: html::Page) -> Made {
    let c = &site.catalogue;
    let l = &*site.language;
    let (up, root) = (Site::up(page.path), site.root(page.path));
    let navigation = [
        (FRONT, "", say!(l, "layout-brief")),
        (FRONT, "#cities", say!(l, "layout-cities")),
        (FRONT, "#features", say!(l, "layout-features")),
        (METHODS, "", say!(l, "layout-methods")),
        (DATA, "", say!(l, "layout-data")),
    ];
    let elsewhere = |language: &Language| format!("{root}{}{}", folder(site.languages, language), page.path);
    let several = site.languages.len() > 1;
    // The methods say what the terms mean.
    let main = match page.path {
        METHODS => main.0.clone(),
        _ => glossary::linked(l, &main.0, &format!("{up}{METHODS}")),
    };
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
                @match (card(site, page), &c.publication.base_url) {
                    // Shared pages need whole addresses.
                    (Some(card), Some(base)) => { meta property="og:image" content={ (base) (folder(site.languages, l)) (card) }; }
                    (Some(card), None) => { meta property="og:image" content={ (up) (card) }; }
                    (None, _) => {}
                }
                @if let Some(base) = &c.publication.base_url {
                    @let address = format!("{base}{}{}", folder(site.languages, l), page.path);
                    link rel="canonical" href=(address);
                    meta property="og:url" content=(address);
                    link rel="alternate" type="application/rss+xml" title=(c.network) href={ (up) "feed.xml" };
                }
                title { (page.title) " · " (c.network) " · " (site.marts.cycle) }
                link rel="stylesheet" href={ (root) "site.css" };
                script src={ (root) "site.js" } data-up=(up) data-svg=(say!(l, "take-chart-svg")) data-embed=(say!(l, "embed-chart")) defer {}
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
                    p.network { a href={ (up) (FRONT) } { (c.network) } }
                    nav aria-label=(say!(l, "layout-site")) {
                        ul {
                            @for (path, part, title) in &navigation {
                                @let here = part.is_empty() && *path == page.path;
                                li { a href={ (up) (path) (part) } aria-current=[here.then_some("page")] { (title) } }
                            }
                        }
                    }
                    div.tools {
                        (tools(l))
                        @if several {
                            nav aria-label=(say!(l, "layout-languages")) {
                                ul {
                                    @for other in site.languages {
                                        li { a href=(elsewhere(other)) rel="alternate" lang=(other.tag()) hreflang=(other.tag()) aria-current=[(other.tag() == l.tag()).then_some("true")] { (other.own_name()) } }
                                    }
                                }
                            }
                        }
                    }
                }
                }
                (trail(l, page))
                main id="main" tabindex="-1" { (PreEscaped(main)) }
                footer.site {
                    p { (say!(l, "layout-footer", cycle = site.cycle())) }
                    @if site.catalogue.collected { @for source in &site.catalogue.sources { p { (say_html!(l, "layout-source", source = html! { span lang=[&site.catalogue.first_language] { (source) } })) } } }
                    p { (identity(site)) }
                    (versions::earlier(site, page.path))
                    (licence(site))
                    p { a href={ (up) (METHODS) } { (say!(l, "layout-how")) } " · " a href={ (up) (DATA) } { (say!(l, "layout-open-data")) } }
                }
            }
        }
    };
    Made { html: html.into_string(), tables: tables.files() }
}

/// Where the page stands: the pages above it, and itself.
fn trail(l: &Language, page: &Page) -> Markup {
    html! {
        @if !page.above.is_empty() {
            nav.trail aria-label=(say!(l, "layout-trail")) {
                ol {
                    @for (address, title) in page.above { li { a href={ (Site::up(page.path)) (address) } { (title) } } }
                    li aria-current="page" { (page.title) }
                }
            }
        }
    }
}

/// The annual brief, below which every other page stands, and a list of it by its id.
pub fn above(l: &Language, list: Option<(&str, String)>) -> Vec<(String, String)> {
    let brief = (FRONT.to_string(), say!(l, "layout-brief"));
    std::iter::once(brief).chain(list.map(|(id, title)| (format!("{FRONT}#{id}"), title))).collect()
}

/// Under which licence the page may be used, and whom to write to.
fn licence(site: &Site) -> Markup {
    let (l, p) = (&site.language, &site.catalogue.publication);
    let (name, address) = &p.licence;
    html! {
        p {
            @let licence = html! { @match address { Some(address) => a.outside rel="license" href=(address) { (name) }, None => (name) } };
            (say_html!(l, "layout-labelled", label = html! { (say!(l, "cite-licence")) }, value = licence))
            @if let Some((contact, link)) = p.contact.as_ref().zip(p.contact_link()) {
                @let contact = html! { a.outside href=(link) { (contact) } };
                " · " (say_html!(l, "layout-labelled", label = html! { (say!(l, "cite-contact")) }, value = contact))
            }
        }
    }
}

/// What a page can do where scripts run: search over the whole site, a choice of light and dark, printing.
fn tools(l: &Language) -> Markup {
    html! {
        form.search role="search" hidden {
            input #search type="search" aria-label=(say!(l, "search-label")) autocomplete="off" spellcheck="false" placeholder=(say!(l, "search-label"));
            output.hidden #search-told for="search" data-none=(say!(l, "find-none")) data-some=(say!(l, "find-some", matches = "#")) {}
            ul #search-found hidden
                data-city=(say!(l, "search-city")) data-area=(say!(l, "table-area")) data-feature=(say!(l, "search-feature"))
                data-measurement=(say!(l, "search-measurement")) data-practice=(say!(l, "search-practice")) {}
        }
        button #theme type="button" hidden data-auto=(say!(l, "theme-auto")) data-light=(say!(l, "theme-light")) data-dark=(say!(l, "theme-dark")) {}
        button #print type="button" hidden { (say!(l, "print-page")) }
    }
}

/// A link to the page's brief for print, where there is one. `path` leads to it from the page.
pub fn printed(site: &Site, path: &str) -> Markup {
    html! { @if site.printed { p.take { a href=(path) { (say!(site.language, "take-brief")) } } } }
}

/// The share card of the city whose page it is, from the language's folder, where cards are made.
fn card(site: &Site, page: &Page) -> Option<String> {
    let id = page.path.strip_prefix("cities/")?.strip_suffix(".html")?;
    site.catalogue.city(id).filter(|_| site.printed).map(City::card)
}

/// A section of a page, under its heading.
pub fn section(id: &str, title: &str, body: &Markup) -> Markup {
    html! { section #(id) aria-labelledby={ (id) "-title" } { h2 #{ (id) "-title" } { (title) } (body) } }
}

/// A link from a page to another of its language.
pub fn link(from: &str, to: &str, title: &str) -> Markup {
    html! { a href={ (Site::up(from)) (to) } { (title) } }
}

/// Links from a page to those before and after it among all of its kind, which are addresses with their titles; the
/// labels are of the earlier and the later one.
pub fn neighbours(title: &str, here: &str, all: &[(String, String)], labels: &[String; 2]) -> Markup {
    let at = all.iter().position(|(page, _)| page == here);
    let before = at.and_then(|at| all.get(at.checked_sub(1)?));
    let after = at.and_then(|at| all.get(at + 1));
    let of = |(page, title): &(String, String), rel: &str, label: &str| {
        html! { a href={ (Site::up(here)) (page) } rel=(rel) { small { (label) } (title) } }
    };
    html! {
        nav.neighbours aria-label=(title) {
            @if let Some(before) = before { (of(before, "prev", &labels[0])) }
            @if let Some(after) = after { (of(after, "next", &labels[1])) }
        }
    }
}

/// Emphasised words.
fn strong(text: &str) -> Markup {
    html! { strong { (text) } }
}

/// `Draft` or `Final edition`.
pub fn edition(site: &Site) -> String {
    if site.edition.is_final { say!(site.language, "edition-final") } else { say!(site.language, "edition-draft") }
}

/// The edition, and what its public data is cited by.
pub fn identity(site: &Site) -> Markup {
    let snapshot = html! { code { (site.snapshot) } };
    say_html!(site.language, "layout-identity", edition = html! { (edition(site)) }, snapshot)
}

/// The mark of a draft, and until when cities are asked for comments.
pub fn draft(site: &Site) -> Markup {
    let l = &site.language;
    let lead = strong(&say!(l, "edition-draft-lead"));
    html! {
        @if !site.edition.is_final {
            p.mark.draft {
                @match &site.edition.comments_by {
                    Some(day) => (say_html!(l, "edition-draft-comments", lead, day = html! { time datetime=(day) { (l.numbers().date(day)) } })),
                    None => (say_html!(l, "edition-draft-mark", lead)),
                }
            }
        }
    }
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

/// What the colours and hatchings of the bars say.
pub fn legend(language: &Language) -> Markup {
    html! {
        ul.legend aria-hidden="true" { @for (class, title) in PARTS.iter().zip(outcomes(language)) { li { span.key.(class) {} (title) } } }
    }
}
