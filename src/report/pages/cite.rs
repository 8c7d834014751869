//! How to cite an edition, in three formats, and what search engines and readers of feeds are given of it.

use maud::{Markup, PreEscaped, html};
use serde_json::Value;

use super::shell;
use crate::open_data::About;
use crate::report::earlier::Listed;
use crate::report::facts::changes;
use crate::report::site::{Site, folder};
use crate::say;

/// Licence, identifiers, contact, and the citation as text, BibTeX and RIS.
pub fn section(site: &Site) -> Markup {
    let (l, p) = (&site.language, &site.catalogue.publication);
    let (licence, address) = &p.licence;
    html! {
        dl.facts {
            div { dt { (say!(l, "cite-licence")) } dd { @match address { Some(address) => a.outside rel="license" href=(address) { (licence) }, None => (licence) } } }
            @if let Some(publisher) = &p.publisher { div { dt { (say!(l, "cite-publisher")) } dd dir="auto" { (publisher) } } }
            @if let Some(doi) = &p.doi { div { dt { "DOI" } dd { a.outside href={ "https://doi.org/" (doi) } { (doi) } } } }
            @for (name, number) in [("ISBN", &p.isbn), ("ISSN", &p.issn)] {
                @if let Some(number) = number { div { dt { (name) } dd { (number) } } }
            }
            @if let Some((contact, link)) = p.contact.as_ref().zip(p.contact_link()) {
                div { dt { (say!(l, "cite-contact")) } dd { a.outside href=(link) { (contact) } } }
            }
        }
        h3 { (say!(l, "front-cite")) }
        p.cite { (text(site)) }
        details { summary { "BibTeX" } pre { (bibtex(site)) } }
        details { summary { "RIS" } pre { (ris(site)) } }
    }
}

/// The year of an edition: that of its cycle.
fn year(site: &Site) -> String {
    site.marts.cycle.to_string()
}

fn title(site: &Site) -> String {
    say!(site.language, "brief-network-title", cycle = year(site))
}

/// Where it can be read: its DOI, else its address.
fn address(site: &Site) -> Option<String> {
    let p = &site.catalogue.publication;
    p.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")).or_else(|| p.base_url.clone())
}

fn text(site: &Site) -> String {
    let (l, network) = (&site.language, &site.catalogue.network);
    let edition = shell::edition(site);
    let cited = say!(l, "front-citation", network, cycle = site.cycle(), edition, snapshot = &site.snapshot);
    match address(site) {
        Some(address) => format!("{cited} {address}"),
        None => cited,
    }
}

/// How an earlier edition is cited; without an address where it may not be seen any more.
pub fn of_edition(site: &Site, edition: &Listed) -> String {
    let l = &site.language;
    let (network, cycle) = (edition.network(l.tag()), changes::cycle(l, edition));
    let status = say!(l, "edition-final");
    let cited = say!(l, "front-citation", network, cycle, edition = status, snapshot = &edition.snapshot);
    let kept = || site.catalogue.publication.archived(&edition.id, "");
    let address = edition.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")).or_else(kept);
    match address.filter(|_| edition.is_shown) {
        Some(address) => format!("{cited} {address}"),
        None => cited,
    }
}

/// A text in BibTeX, which counts braces whatever stands before them: one in a text would end the entry.
fn escaped(text: &str) -> String {
    let one = |c: char| match c {
        '{' => "{\\textbraceleft}".to_string(),
        '}' => "{\\textbraceright}".to_string(),
        '\\' => "{\\textbackslash}".to_string(),
        '~' => "{\\textasciitilde}".to_string(),
        '^' => "{\\textasciicircum}".to_string(),
        '%' | '#' | '$' | '&' | '_' => format!("{{\\{c}}}"),
        c => c.to_string(),
    };
    text.chars().map(one).collect()
}

fn bibtex(site: &Site) -> String {
    let p = &site.catalogue.publication;
    let fields = [
        ("author", Some(format!("{{{}}}", escaped(&site.catalogue.network)))),
        ("title", Some(format!("{{{}}}", escaped(&title(site))))),
        ("year", Some(year(site))),
        ("publisher", p.publisher.as_deref().map(escaped)),
        ("edition", Some(escaped(&shell::edition(site)))),
        ("note", Some(escaped(&site.snapshot))),
        ("doi", p.doi.clone()),
        ("isbn", p.isbn.as_deref().map(escaped)),
        ("url", p.base_url.as_ref().map(|url| url.replace('{', "%7B").replace('}', "%7D"))),
    ];
    let lines = fields.iter().filter_map(|(name, value)| Some(format!("  {name} = {{{}}}", value.as_ref()?)));
    format!("@misc{{learning-cities-{},\n{}\n}}\n", year(site), lines.collect::<Vec<_>>().join(",\n"))
}

fn ris(site: &Site) -> String {
    let p = &site.catalogue.publication;
    let fields = [
        ("TY", Some("RPRT".to_string())),
        ("AU", Some(site.catalogue.network.clone())),
        ("TI", Some(title(site))),
        ("PY", Some(year(site))),
        ("PB", p.publisher.clone()),
        ("ET", Some(shell::edition(site))),
        ("N1", Some(site.snapshot.clone())),
        ("DO", p.doi.clone()),
        ("SN", p.isbn.clone().or_else(|| p.issn.clone())),
        ("UR", address(site)),
        ("ER", Some(String::new())),
    ];
    // A line each: a line break in a value would begin a field.
    let line = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = fields.iter().filter_map(|(tag, value)| Some(format!("{tag}  - {}", line(value.as_ref()?))));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// The open data as a dataset of schema.org, for search engines.
pub fn dataset(site: &Site) -> Markup {
    let data = About::new(site.marts, &site.catalogue, &site.snapshot).schema_org();
    html! { script type="application/ld+json" { (PreEscaped(for_script(&data))) } }
}

/// JSON that cannot end the script in which it is.
fn for_script(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The addresses of all pages, for search engines; none where the site's address is not known.
pub fn sitemap(site: &Site, pages: impl Iterator<Item = String>) -> Option<String> {
    let base = site.catalogue.publication.base_url.as_ref()?;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages {
        out.push_str(&html! { url { loc { (base) (page) } } }.into_string());
        out.push('\n');
    }
    out.push_str("</urlset>\n");
    Some(out)
}

/// What tells a feed's readers one entry from another: the data, its cycle and day, draft or final, and the language.
fn entry_id(site: &Site) -> String {
    let status = if site.edition.is_final { "final" } else { "draft" };
    format!("{}/{}/{status}/{}", site.snapshot, site.marts.brief(), site.language.tag())
}

/// A feed with the edition as its entry; none where the site's address is not known.
pub fn feed(site: &Site) -> Option<String> {
    let p = &site.catalogue.publication;
    let base = p.base_url.as_ref()?;
    let address = format!("{base}{}", folder(site.languages, &site.language));
    let about = say!(site.language, "front-about", network = &site.catalogue.network, cycle = year(site));
    let made = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        rss version="2.0" {
            channel {
                title { (site.catalogue.network) }
                (PreEscaped("<link>")) (address) (PreEscaped("</link>"))
                description { (about) }
                language { (site.language.tag()) }
                item {
                    title { (title(site)) " · " (shell::edition(site)) }
                    (PreEscaped("<link>")) (address) (PreEscaped("</link>"))
                    description { (about) }
                    guid isPermaLink="false" { (entry_id(site)) }
                }
                (changed(site, &address))
            }
        }
    };
    Some(made.into_string())
}

/// What changed since the last edition as entries: of the network, then of each city by name.
fn changed(site: &Site, address: &str) -> Markup {
    let l = &site.language;
    let entry = |title: &str, page: &str, words: &str, id: &str| {
        html! {
            item {
                title { (title) }
                (PreEscaped("<link>")) (address) (page) (PreEscaped("</link>"))
                description { (words) }
                guid isPermaLink="false" { (entry_id(site)) "/changes" (id) }
            }
        }
    };
    let Some((_, found)) = site.edition.earlier.since.changes() else { return html! {} };
    let title = say!(l, "changes-title");
    html! {
        (entry(&title, shell::CHANGES, &changes::since(site), ""))
        @for (city, of) in changes::by_name(site, found) {
            @let title = say!(l, "layout-labelled", label = &title, value = &city.name);
            @let words = changes::summary(site, city, found.joined.contains(&city.id), of);
            (entry(&title, &format!("{}#changes", city.page()), &words, &format!("/{}", city.id)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn braces_of_a_text_are_none_of_the_entry() {
        assert_eq!(
            escaped("A & B, 5 % {x} \\y~z^"),
            "A {\\&} B, 5 {\\%} {\\textbraceleft}x{\\textbraceright} {\\textbackslash}y{\\textasciitilde}z{\\textasciicircum}"
        );
        let braces = |c: char| escaped("}{{\\").matches(c).count();
        assert_eq!(braces('{'), braces('}'));
    }
}
