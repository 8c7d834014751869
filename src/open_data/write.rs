//! Every file of the open data, in one folder.

use std::path::Path;

use serde_json::Value;

use super::about::About;
use super::first::From;
use super::marts::Marts;
use super::tables::{self, CHANGES, File, Published, snapshot};
use super::{bundle, citation, csvw, dcat, graph, package, readme};
use crate::base::error::Result;
use crate::base::hash::sha256;
use crate::catalogue::Catalogue;
use crate::release::put;
use crate::sdmx;

/// The open data as it was written.
#[derive(Debug)]
pub struct Written {
    /// What is said of it as a whole.
    pub about: About,
    /// Its tables, in the order of the data page.
    pub tables: Vec<Published>,
    /// The zip with every CSV file.
    pub zip: File,
    /// Paths of all its files from the folder.
    pub files: Vec<String>,
    /// The measurement that the first query shows.
    pub example: String,
}

/// Writes the open data into a folder, with words in the catalogue's language.
///
/// # Errors
/// A file that cannot be written.
pub fn write(marts: &Marts, catalogue: &Catalogue, dir: &Path) -> Result<Written> {
    let tables = tables::write(marts, dir)?;
    let about = About::new(marts, catalogue, &snapshot(&tables));
    let example = example(marts, catalogue);
    // The zip is what the snapshot names: public rows alone.
    let zipped: Vec<&Published> = tables.iter().filter(|table| !table.is_counted).collect();
    let loose: Vec<&Published> = tables.iter().filter(|table| !table.is_compressed()).collect();
    let texts = |from: From, tables: &[&Published], metadata: Value, descriptor: Value| {
        let readme = readme::text(&about, tables, from, &example, catalogue.language());
        vec![
            (readme::NAME, readme.into_bytes()),
            (citation::NAME, citation::file(&about).into_bytes()),
            ("CHANGELOG.md", CHANGES.as_bytes().to_vec()),
            (csvw::NAME, pretty(&metadata)),
            (package::NAME, pretty(&descriptor)),
        ]
    };
    let name = format!("{}.zip", about.name());
    let (metadata, descriptor) = (csvw::metadata(&about, &zipped), package::descriptor(&about, &zipped, true));
    let inside = texts(From::Zip, &zipped, metadata, descriptor);
    let zip = bundle::write(dir, &name, &inside, &zipped)?;
    let all: Vec<&Published> = tables.iter().collect();
    let (metadata, descriptor) = (csvw::metadata(&about, &loose), package::descriptor(&about, &all, false));
    let mut beside = texts(From::Folder(""), &all, metadata, descriptor);
    let sdmx = sdmx(marts)?;
    let of = |(name, bytes): &(&str, Vec<u8>)| File {
        name: name.to_string(),
        bytes: bytes.len() as u64,
        sha256: sha256(bytes),
    };
    let record = dcat::record(&about, &tables, &zip, &of(&sdmx[0]));
    beside.push(("dcat.jsonld", pretty(&graph::json_ld(&record))));
    beside.push(("dcat.ttl", graph::turtle(&record).into_bytes()));
    let mut files: Vec<String> = tables.iter().flat_map(|t| [&t.parquet, &t.csv]).map(|f| f.name.clone()).collect();
    files.push(name);
    beside.extend(sdmx);
    for (name, text) in &beside {
        put(dir, name, text)?;
        files.push(name.to_string());
    }
    Ok(Written { about, tables, zip, files, example })
}

/// The observations as SDMX, by path. Their day rests on the edition alone, so that the same rows give the same bytes.
fn sdmx(marts: &Marts) -> Result<[(&'static str, Vec<u8>); 3]> {
    let day = marts.as_of.clone().unwrap_or_else(|| format!("{}-12-31", marts.cycle));
    let day = day.get(..10).unwrap_or(&day);
    let [(name, observations), (_, structure_3_0), (_, structure_2_1)] =
        sdmx::files(&sdmx::Tables::open(|name| Ok(marts.table(name)))?, day)?;
    Ok([
        ("sdmx/observations.csv.gz", tables::compressed(name, &observations)?),
        ("sdmx/structure-3.0.xml", structure_3_0),
        ("sdmx/structure-2.1.xml", structure_2_1),
    ])
}

/// The first measurement of the printed form with a public value.
fn example(marts: &Marts, catalogue: &Catalogue) -> String {
    let series = marts.table("series");
    let measured = (0..series.len()).filter_map(|row| series.text("measurement", row));
    measured.min_by_key(|id| catalogue.place(id)).unwrap_or_default().to_string()
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}
