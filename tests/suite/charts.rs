//! Charts: facts parsed back from the SVG, over tables made by hand.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use arrow::csv::ReaderBuilder;
use arrow::csv::reader::Format;
use learning_cities::chart::{self, Drawing, Spec, fit};
use learning_cities::table::Table;

/// A table from CSV, types guessed from the cells.
fn table(csv: &str) -> Table {
    let text: String = csv.trim().lines().map(|l| format!("{}\n", l.trim())).collect();
    let format = Format::default().with_header(true);
    let (schema, _) = format.infer_schema(text.as_bytes(), None).expect("a schema");
    let schema = Arc::new(schema);
    let reader = ReaderBuilder::new(schema.clone()).with_format(format).build(text.as_bytes()).expect("a reader");
    let batches: Vec<_> = reader.collect::<Result<_, _>>().expect("batches");
    Table::new(schema, &batches).expect("a table")
}

fn file(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/framework").join(name);
    table(&std::fs::read_to_string(path).expect("the catalogue"))
}

const CITIES: &str = "city,name,local_name,country,region,joined,baseline_year,fictional
    northbridge,Northbridge,,GBR,Europe and North America,2015,2012,true
    hostile,<script>alert('1')</script> & \"Söns\" ]]>,,GBR,Europe and North America,2015,2012,true
    long,Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch-sur-la-Très-Longue-Rivière under the Northern Hills and by the Sea,,GBR,Europe and North America,2015,2012,true
    arabic,مدينة التعلم الجديدة,,EGY,Arab States,2015,2012,true
    chinese,学习之城北方新区学习之城北方新区学习之城北方新区学习之城北方新区,,CHN,Asia and the Pacific,2015,2012,true
    geez,የትምህርት ከተማ አዲስ,,ETH,Africa,2015,2012,true
    empty,Emptyham,,GBR,Europe and North America,2015,2012,true";

const SERIES: &str = "city,measurement,item,reference_year,value,low,high,interval,source,provisional,break_before,run,in_run";
const PEERS: &str = "city,scheme,measurement,item,reference_year,n_peers,median,p25,p75";
const COMPONENTS: &str = "city,measurement,item,baseline_year,baseline_value,latest_year,latest_value,baseline_low,baseline_high,latest_low,latest_high,target_year,target_value,movement,reason,marks";

fn tables(series: &str, peers: &str, components: &str) -> BTreeMap<String, Table> {
    let lines = |head: &str, rows: &str| table(&format!("{head}\n{rows}"));
    BTreeMap::from([
        ("cities".into(), table(CITIES)),
        ("measurements".into(), file("key-features.csv")),
        ("areas".into(), file("areas.csv")),
        ("codes".into(), file("codes.csv")),
        ("network".into(), table("name,fictional,about\nDemonstration network,true,x")),
        ("series".into(), lines(SERIES, series)),
        ("peer_series".into(), lines(PEERS, peers)),
        ("progress_components".into(), lines(COMPONENTS, components)),
    ])
}

fn specs() -> Vec<Spec> {
    Spec::load_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("charts")).expect("charts/*.toml")
}

fn spec(name: &str) -> Spec {
    specs().into_iter().find(|s| s.name == name).expect("the chart")
}

/// A series with everything: intervals, a break, a target, peers.
fn full() -> BTreeMap<String, Table> {
    tables(
        "northbridge,volunteering_rate,total,2008,31.0,27.5,34.8,wilson,survey,false,false,1,false
         northbridge,volunteering_rate,total,2010,33.5,29.9,37.3,wilson,survey,false,false,1,false
         northbridge,volunteering_rate,total,2012,24.2,21.1,27.6,wilson,survey,false,true,2,true
         northbridge,volunteering_rate,total,2014,25.0,21.8,28.4,wilson,survey,false,false,2,true
         northbridge,volunteering_rate,total,2016,27.1,23.9,30.6,wilson,survey,false,false,2,true
         northbridge,volunteering_rate,total,2018,28.8,25.5,32.4,wilson,survey,false,false,2,true
         northbridge,volunteering_rate,total,2020,27.9,24.6,31.5,wilson,survey,true,false,2,true
         northbridge,volunteering_rate,total,2024,32.3,28.8,36.0,wilson,survey,false,false,2,true",
        "northbridge,nearest,volunteering_rate,total,2012,7,22.5,19.0,27.5
         northbridge,nearest,volunteering_rate,total,2016,9,24.5,20.0,29.2
         northbridge,nearest,volunteering_rate,total,2020,10,25.9,21.4,30.0
         northbridge,nearest,volunteering_rate,total,2024,10,27.4,22.8,31.1",
        "northbridge,volunteering_rate,total,2012,24.2,2024,32.3,21.1,27.6,28.8,36.0,2030,36,towards,,",
    )
}

/// For looking at: LOOK=folder cargo test charts::
fn keep(drawings: &[Drawing]) {
    if let Ok(dir) = std::env::var("LOOK") {
        for d in drawings {
            let path = Path::new(&dir).join(&d.path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, &d.svg).expect("written");
        }
    }
}

#[test]
fn a_series_says_its_unit_its_source_and_its_numbers() {
    let drawings = chart::render(&spec("city-series"), &full()).expect("drawn");
    keep(&drawings);
    assert_eq!(drawings.len(), 1);
    let d = &drawings[0];
    assert_eq!(d.key, ["northbridge", "volunteering_rate", "total"]);
    assert_eq!(d.path, "city-series/northbridge/volunteering_rate-total.svg");
    assert!(d.svg.len() < 8000, "{} bytes", d.svg.len());
    println!("{}\n{}\n{}", d.svg, d.alt, d.caption);
    let _ = fit::width("a", 10.0, false);
}
