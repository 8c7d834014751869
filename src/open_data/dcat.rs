//! The record by which data portals list the open data: DCAT-AP 3.
//! <https://semiceu.github.io/DCAT-AP/releases/3.0.1/>
//!
//! One dataset has all tables, with the zip and the observations as SDMX-CSV for its distributions; each table is a part
//! of it, as Parquet and as CSV.

use super::about::{About, KEYWORDS};
use super::graph::{Node, Object};
use super::tables::{File, Published};

/// Authority tables of the European Union, whose codes DCAT-AP asks for.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// Media types of the files.
const MEDIA: &str = "http://www.iana.org/assignments/media-types";
const PARQUET: &str = "application/vnd.apache.parquet";
const CSV: &str = "text/csv";
const ZIP: &str = "application/zip";
const GZIP: &str = "application/gzip";

/// The algorithm of the checksums.
const SHA256: &str = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256";

/// Where the structure of the observations as SDMX is.
const STRUCTURE: &str = "sdmx/structure-3.0.xml";

/// The record's nodes. `zip` is the file with every CSV file, `sdmx` that of the observations as SDMX-CSV.
pub fn record(about: &About, tables: &[Published], zip: &File, sdmx: &File) -> Vec<Node> {
    let node = |name: &str| about.file(&format!("#{name}"));
    let text = |text: &str| Object::Text(text.to_string(), about.language.clone());
    let english = |text: &str| Object::Text(text.to_string(), "en".into());
    let to = |name: &str| Object::Node(node(name));
    let code = |table: &str, code: &str| Object::Node(format!("{AUTHORITY}/{table}/{code}"));
    let licence = about.licence_url.clone().unwrap_or_else(|| node("licence"));

    let catalogue = Node::new(node("catalogue"), "dcat:Catalog")
        .with("dct:title", text(&about.network))
        .with("dct:description", text(&about.description))
        .with("dct:publisher", to("publisher"))
        .with("dct:license", Object::Node(licence.clone()))
        .with("dcat:dataset", to("data"));
    let catalogue = match &about.base_url {
        Some(base) => catalogue.with("foaf:homepage", Object::Node(base.clone())),
        None => catalogue,
    };
    let parts = tables.iter().map(|table| to(&table.relation));
    let mut data = Node::new(node("data"), "dcat:Dataset")
        .with("dct:title", text(&about.title))
        .with("dct:description", text(&about.description))
        .with("dct:publisher", to("publisher"))
        .with("dct:identifier", Object::Plain(identifier(about)))
        .with("dcat:version", Object::Plain(about.snapshot.clone()))
        .with("dct:accessRights", code("access-right", "PUBLIC"))
        .with("dct:accrualPeriodicity", code("frequency", "ANNUAL"))
        .with("dct:language", code("language", "ENG"))
        .with("dcat:theme", code("data-theme", "EDUC"))
        .with_each("dcat:keyword", KEYWORDS.into_iter().map(english))
        .with_each("dct:spatial", about.countries.iter().map(|country| code("country", country)))
        .with_each("dct:provenance", (1..=about.sources.len()).map(|n| to(&format!("source-{n}"))))
        .with_each("dcat:distribution", ["zip", "sdmx"].map(to))
        .with_each("dct:hasPart", parts);
    let mut nodes = Vec::new();
    if let Some((first, last)) = about.years {
        data = data.with("dct:temporal", to("years"));
        let year = |year: i64| Object::Typed(format!("{year:04}"), "xsd:gYear");
        nodes.push(
            Node::new(node("years"), "dct:PeriodOfTime")
                .with("dcat:startDate", year(first))
                .with("dcat:endDate", year(last)),
        );
    }
    if let Some((name, link)) = &about.contact {
        data = data.with("dcat:contactPoint", to("contact"));
        let property = if link.starts_with("mailto:") { "vcard:hasEmail" } else { "vcard:hasURL" };
        nodes.push(
            Node::new(node("contact"), "vcard:Kind")
                .with("vcard:fn", Object::Plain(name.clone()))
                .with(property, Object::Node(link.clone())),
        );
    }
    if let Some(base) = &about.base_url {
        let page = format!("{base}data.html");
        data = data.with("dcat:landingPage", Object::Node(page.clone()));
        nodes.push(Node::new(page, "foaf:Document"));
        nodes.push(Node::new(base.clone(), "foaf:Document"));
    }
    nodes.push(Node::new(node("publisher"), "foaf:Agent").with("foaf:name", text(&about.publisher)));
    nodes.push(Node::new(licence.clone(), "dct:LicenseDocument").with("dct:title", text(&about.licence)));
    for (n, source) in (1..).zip(&about.sources) {
        let id = node(&format!("source-{n}"));
        nodes.push(Node::new(id, "dct:ProvenanceStatement").with("rdfs:label", english(source)));
    }
    for country in &about.countries {
        nodes.push(Node::new(format!("{AUTHORITY}/country/{country}"), "dct:Location"));
    }
    nodes.extend(codes());
    let distribution = |id: &str, file: &File, is_counted: bool| distribution(about, &licence, id, file, is_counted);
    nodes.extend(distribution("zip", zip, false));
    let structure = about.file(STRUCTURE);
    let mut observations = distribution("sdmx", sdmx, false);
    if !observations.is_empty() {
        let made = observations.remove(0).with("dct:conformsTo", Object::Node(structure.clone()));
        let title = Object::Text("SDMX-ML 3.0 structure of the observations".into(), "en".into());
        nodes.extend([made, Node::new(structure, "dct:Standard").with("dct:title", title)]);
    }
    nodes.extend(observations);
    for table in tables {
        let id = &table.relation;
        let ids = [format!("{id}-parquet"), format!("{id}-csv")];
        nodes.push(
            Node::new(node(id), "dcat:Dataset")
                .with("dct:title", english(id))
                .with("dct:description", english(&table.description()))
                .with("dct:publisher", to("publisher"))
                .with_each("dcat:distribution", ids.iter().map(|id| to(id))),
        );
        nodes.extend(distribution(&ids[0], &table.parquet, table.is_counted));
        nodes.extend(distribution(&ids[1], &table.csv, table.is_counted));
    }
    [catalogue, data].into_iter().chain(nodes).collect()
}

/// The codes of other vocabularies that the record names, each with its class, so that the record can be validated by
/// itself.
fn codes() -> Vec<Node> {
    let mut nodes: Vec<Node> = [
        ("access-right/PUBLIC", "dct:RightsStatement"),
        ("frequency/ANNUAL", "dct:Frequency"),
        ("language/ENG", "dct:LinguisticSystem"),
        ("file-type/PARQUET", "dct:MediaTypeOrExtent"),
        ("file-type/CSV", "dct:MediaTypeOrExtent"),
        ("file-type/ZIP", "dct:MediaTypeOrExtent"),
    ]
    .into_iter()
    .map(|(code, class)| Node::new(format!("{AUTHORITY}/{code}"), class))
    .collect();
    let theme = Object::Text("Education, culture and sport".into(), "en".into());
    nodes.push(Node::new(format!("{AUTHORITY}/data-theme/EDUC"), "skos:Concept").with("skos:prefLabel", theme));
    nodes.extend([PARQUET, CSV, ZIP, GZIP].map(|of| Node::new(format!("{MEDIA}/{of}"), "dct:MediaType")));
    nodes.push(Node::new(SHA256, "spdx:ChecksumAlgorithm"));
    nodes
}

/// What the data is cited by: its DOI, else a name.
fn identifier(about: &About) -> String {
    about.doi.as_ref().map_or_else(|| about.name(), |doi| format!("https://doi.org/{doi}"))
}

/// A file, with its checksum. Of counts nothing is said that depends on them.
fn distribution(about: &About, licence: &str, id: &str, file: &File, is_counted: bool) -> Vec<Node> {
    let media = |of: &str| Object::Node(format!("{MEDIA}/{of}"));
    let (format, of) = match file.name.rsplit('.').next() {
        Some("parquet") => ("PARQUET", PARQUET),
        Some("zip") => ("ZIP", ZIP),
        _ => ("CSV", CSV),
    };
    let (address, checksum) = (about.file(&file.name), about.file(&format!("#{id}-checksum")));
    let mut made = Node::new(about.file(&format!("#{id}")), "dcat:Distribution")
        .with("dct:title", Object::Plain(file.name.clone()))
        .with("dcat:accessURL", Object::Node(address.clone()))
        .with("dcat:downloadURL", Object::Node(address))
        .with("dct:license", Object::Node(licence.to_string()))
        .with("dct:format", Object::Node(format!("{AUTHORITY}/file-type/{format}")))
        .with("dcat:mediaType", media(of));
    if file.name.ends_with(".gz") {
        made = made.with("dcat:compressFormat", media(GZIP));
    }
    if is_counted {
        return vec![made];
    }
    let made = made
        .with("dcat:byteSize", Object::Typed(file.bytes.to_string(), "xsd:nonNegativeInteger"))
        .with("spdx:checksum", Object::Node(checksum.clone()));
    let checksum = Node::new(checksum, "spdx:Checksum")
        .with("spdx:algorithm", Object::Node(SHA256.into()))
        .with("spdx:checksumValue", Object::Typed(file.sha256.clone(), "xsd:hexBinary"));
    vec![made, checksum]
}
