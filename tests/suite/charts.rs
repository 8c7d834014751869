//! Charts: facts parsed back from the SVG, over tables made by hand.

mod map;
mod spec;
mod svg;
mod tongues;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use arrow::csv::ReaderBuilder;
use arrow::csv::reader::Format;
use arrow::datatypes::{DataType, Field, Schema};
use learning_cities::base::table::Table;
use learning_cities::catalogue::Catalogue;
use learning_cities::chart::{Drawing, Plan, Spec};
use learning_cities::language::Language;
use learning_cities::model::relations::Relations;

/// A table from CSV, types guessed from the cells.
fn table(csv: &str) -> Table {
    let text: String = csv.trim().lines().map(|l| format!("{}\n", l.trim())).collect();
    let format = Format::default().with_header(true).with_truncated_rows(true);
    let (schema, _) = format.infer_schema(text.as_bytes(), None).expect("a schema");
    // Areas and features look like numbers and are not.
    let text_of = |f: &Arc<Field>| {
        if matches!(f.name().as_str(), "area" | "feature") {
            Arc::new(Field::new(f.name(), DataType::Utf8, true))
        } else {
            f.clone()
        }
    };
    let schema = Arc::new(Schema::new(schema.fields().iter().map(text_of).collect::<Vec<_>>()));
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

const SERIES: &str = "city,measurement,item,reference_year,value,low,high,interval,source,differs,provisional,break_before,run,in_run,definition";
const PEERS: &str = "city,scheme,measurement,item,reference_year,n_peers,median,p25,p75";
const COMPONENTS: &str = "city,measurement,item,baseline_year,baseline_value,latest_year,latest_value,baseline_low,baseline_high,latest_low,latest_high,target_year,target_value,movement,reason,marks,baseline_interval,latest_interval,certainty";
const PROGRESS: &str = "city,measurement,item,baseline_year,baseline_value,latest_year,latest_value,years,change,change_per_year,movement,reason,certainty";
const COMPARISON: &str =
    "city,scheme,measurement,item,latest_year,value,n_peers,median,p25,p75,standing,reason,low,high";
const MOVEMENT: &str = "city,area,towards,held,away,no_direction,no_result,mixed";
const COVERAGE: &str = "measurement,cycle,cities_expected,cities_reported,definition";

const DEFINITIONS: &str = "definition,measurement,language,title,unit,price_base,low,high,note\n\
                           volunteers,volunteering_rate,,Registered volunteers,volunteers per 100 inhabitants,,,,\n\
                           volunteers,volunteering_rate,fr,Bénévoles inscrits,bénévoles pour 100 habitants,,,,";

/// Rows of a series with an empty definition where they name none.
fn defined(series: &str) -> String {
    let cells = SERIES.split(',').count();
    let line = |l: &str| match l.split(',').count() {
        n if n + 1 == cells => format!("{l},"),
        _ => l.to_string(),
    };
    series.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn tables(series: &str, peers: &str, components: &str) -> BTreeMap<String, Table> {
    let lines = |head: &str, rows: &str| table(&format!("{head}\n{rows}"));
    BTreeMap::from([
        ("cities".into(), table(CITIES)),
        ("measurements".into(), file("key-features.csv")),
        ("areas".into(), file("areas.csv")),
        ("codes".into(), file("codes.csv")),
        ("network".into(), table("name,fictional,about\nDemonstration network,true,x")),
        ("measurement_items".into(), items()),
        // A row may name its definition; most do not.
        ("series".into(), lines(SERIES, &defined(series))),
        ("definitions".into(), table(DEFINITIONS)),
        ("peer_series".into(), lines(PEERS, peers)),
        ("progress_components".into(), lines(COMPONENTS, components)),
        ("progress".into(), lines(PROGRESS, "")),
        ("peer_comparison".into(), lines(COMPARISON, "")),
        ("area_movement".into(), lines(MOVEMENT, "")),
        ("coverage_network".into(), lines(COVERAGE, "")),
    ])
}

/// The items of every measurement, in the order of the printed form.
fn items() -> Table {
    let rows = catalogue().into_iter().enumerate().map(|(i, (m, item, ..))| format!("{m},{item},{}", i + 1));
    table(&format!("measurement,item,position\n{}", rows.collect::<Vec<_>>().join("\n")))
}

fn specs() -> Vec<Spec> {
    Spec::load_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("charts")).expect("charts/*.toml")
}

fn spec(name: &str) -> Spec {
    specs().into_iter().find(|s| s.name() == name).expect("the chart")
}

/// A series with everything: intervals, a break, a target, peers.
fn full() -> BTreeMap<String, Table> {
    // The comparison takes the value of each peer that is nearest in time: not what the band has in 2024.
    let compared = "northbridge,nearest,volunteering_rate,total,2024,32.3,11,27.6,23.1,31.4,above,,,";
    with(series(), "peer_comparison", COMPARISON, &[compared.into()])
}

fn series() -> BTreeMap<String, Table> {
    tables(
        "northbridge,volunteering_rate,total,2008,31.0,27.5,34.8,wilson,survey,false,false,false,1,false
         northbridge,volunteering_rate,total,2010,33.5,29.9,37.3,wilson,survey,false,false,false,1,false
         northbridge,volunteering_rate,total,2012,24.2,21.1,27.6,wilson,survey,false,false,true,2,true
         northbridge,volunteering_rate,total,2014,25.0,21.8,28.4,wilson,survey,false,false,false,2,true
         northbridge,volunteering_rate,total,2016,27.1,23.9,30.6,wilson,survey,false,false,false,2,true
         northbridge,volunteering_rate,total,2018,28.8,25.5,32.4,wilson,survey,false,false,false,2,true
         northbridge,volunteering_rate,total,2020,27.9,24.6,31.5,wilson,survey,false,true,false,2,true
         northbridge,volunteering_rate,total,2024,32.3,28.8,36.0,wilson,survey,false,false,false,2,true",
        "northbridge,nearest,volunteering_rate,total,2012,7,22.5,19.0,27.5
         northbridge,nearest,volunteering_rate,total,2016,9,24.5,20.0,29.2
         northbridge,nearest,volunteering_rate,total,2020,10,25.9,21.4,30.0
         northbridge,nearest,volunteering_rate,total,2024,10,27.4,22.8,31.1",
        "northbridge,volunteering_rate,total,2012,24.2,2024,32.3,21.1,27.6,28.8,36.0,2030,36,towards,,",
    )
}

/// For looking at: LOOK=folder cargo test charts::
fn keep(drawings: &[Drawing], folder: &str) {
    if let Ok(dir) = std::env::var("LOOK") {
        for d in drawings {
            let path = Path::new(&dir).join(folder).join(&d.path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, &d.drawn.svg).expect("written");
        }
    }
}

/// What `of` makes of the charts of that name.
fn planned<T>(
    name: &str,
    tables: &BTreeMap<String, Table>,
    language: &Arc<Language>,
    of: impl FnOnce(&Plan) -> T,
) -> T {
    let mut tables = tables.clone();
    crate::fuzz::targets::rows::complete(&mut tables);
    let rows = Relations::open(|name| Ok((&tables[name], name.to_string()))).expect("rows");
    let catalogue = Catalogue::new(&rows, &BTreeMap::new(), &BTreeSet::new(), language).expect("the catalogue");
    of(&Plan::new(&spec(name), &rows, &catalogue))
}

fn draw(name: &str, tables: &BTreeMap<String, Table>) -> Vec<Drawing> {
    draw_in(name, tables, &crate::support::english(), "")
}

fn draw_in(name: &str, tables: &BTreeMap<String, Table>, language: &Arc<Language>, folder: &str) -> Vec<Drawing> {
    let drawings = planned(name, tables, language, |plan| plan.draw_all().expect("drawn"));
    keep(&drawings, folder);
    for d in &drawings {
        svg::sound(&d.drawn.svg);
        assert!(!d.alt.is_empty() && !d.caption.is_empty());
    }
    drawings
}

fn texts(d: &Drawing) -> Vec<String> {
    svg::labels(&svg::parse(&d.drawn.svg)).into_iter().map(|l| l.text).collect()
}

fn of_class(d: &Drawing, name: &str, class: &str) -> Vec<svg::Element> {
    svg::parse(&d.drawn.svg).into_iter().filter(|e| e.name == name && e.class() == class).collect()
}

#[test]
fn a_series_shows_its_points_breaks_target_and_peers_in_words_too() {
    let drawings = draw("city-series", &full());
    assert_eq!(drawings.len(), 1);
    let d = &drawings[0];
    assert_eq!(d.key, ["northbridge", "volunteering_rate", "total"]);
    assert_eq!(d.path, "city-series/northbridge/volunteering_rate-total.svg");
    assert!(d.drawn.svg.len() < 8000, "{} bytes", d.drawn.svg.len());
    // Six points in the comparable run, two lighter ones before the break, and no line across it.
    assert_eq!(of_class(d, "circle", "points").len(), 6);
    let outside = of_class(d, "circle", "outside");
    assert_eq!(outside.len(), 2);
    assert!(outside.iter().all(|c| c.attributes["fill"] == "#fff"), "hollow");
    let lines = of_class(d, "path", "line");
    assert_eq!(lines.iter().map(|l| svg::points(&l.attributes["d"]).len()).collect::<Vec<_>>(), [2, 6]);
    // The break is marked between 2010 and 2012 by a dashed line and a word.
    let breaks = of_class(d, "path", "breaks");
    assert_eq!(breaks.len(), 1);
    assert!(breaks[0].attributes.contains_key("stroke-dasharray"));
    let x = svg::points(&breaks[0].attributes["d"])[0].0;
    let points = of_class(d, "circle", "points");
    assert!(outside[1].number("cx") < x && x < points[0].number("cx"));
    // Latest above baseline in the picture as in the data.
    assert!(points[5].number("cy") < points[0].number("cy"));
    let texts = texts(d).join("\n");
    for part in [
        "break",
        "percent (%)",
        "target 36 %",
        "by 2030",
        "32.3 %",
        "in 2024",
        "24.2 %",
        "peers’ median",
        "27.6 %",
        "23.1 to 31.4 %",
        "n = 8 points. Source: survey",
        "n = 7 to 10 comparable cities",
        "95 % interval",
        "Invented figures",
    ] {
        let part = part
            .replace(" %", "\u{a0}%")
            .replace("to 3", "to\u{a0}3")
            .replace("8 points", "8\u{a0}points")
            .replace("95\u{a0}%", "95 %");
        assert!(texts.contains(&part), "{part:?} not in\n{texts}");
    }
    assert_eq!(
        d.caption.replace('\u{a0}', " "),
        "From 24.2 % in 2012 to 32.3 % in 2024: moved towards. The city’s own target is 36 % by 2030. Half of its 11 peers are between 23.1 % and 31.4 %, with a median of 27.6 %."
    );
    // The bar at the right edge has the figures of the sentence, by the scale of the picture.
    let bar = of_class(d, "rect", "half");
    let all = of_class(d, "circle", "points");
    let scale = (all[0].number("cy") - all[5].number("cy")) / (32.3 - 24.2);
    assert!((bar[0].number("height") - scale * (31.4 - 23.1)).abs() < 0.3, "{}", bar[0].number("height"));
    assert!((bar[0].number("y") - (all[5].number("cy") + scale * (32.3 - 31.4))).abs() < 0.3);
    // Title and description give the finding, each point its value to who points at it, and nothing leads to the future.
    let finding = "Participation in volunteering and community activities: up from 24.2 % in 2012 to 32.3 % in 2024";
    assert!(d.alt.replace('\u{a0}', " ").contains(finding), "{}", d.alt);
    let titles = d.drawn.svg.replace('\u{a0}', " ");
    assert!(titles.contains("<title>2024: 32.3 % (28.8 % to 36 %)</title>"), "{titles}");
    assert!(of_class(d, "path", "leaders").is_empty());
}

/// Rows of every shape that a series can have, for every city.
fn odd_series() -> Vec<(&'static str, Vec<String>)> {
    let row = |year: i32, value: f64, low: &str, high: &str, brk: bool| {
        format!("{year},{value:?},{low},{high},,official,false,false,{brk},1,true")
    };
    vec![
        ("urban_poverty_rate,total", vec![row(2020, 0.0, "", "", false)]),
        ("urban_poverty_rate,a", vec![row(2020, 0.01, "", "", false), row(2022, 0.02, "", "", false)]),
        (
            "gdp_per_capita,total",
            (0..30).map(|i| row(1995 + i, 250_000.0 + 1000.0 * f64::from(i), "", "", i % 7 == 3)).collect(),
        ),
        ("gdp_per_capita,a", (0..5).map(|i| row(2004 + 5 * i, 250_000.0, "", "", false)).collect()),
        ("gdp_per_capita,huge", vec![row(2010, 3.2e12, "", "", false), row(2012, 1e300, "", "", false)]),
        ("gdp_per_capita,below", vec![row(2010, -5.0, "", "", false), row(2012, -2.0, "", "", false)]),
        ("volunteering_rate,total", vec![row(2020, 100.0, "96", "100", false), row(2022, 0.0, "0", "4", true)]),
        ("volunteering_rate,a", (0..12).map(|i| row(2001 + 2 * i, 50.0, "48.5", "52", i % 2 == 1)).collect()),
        ("political_leadership,total", vec![row(2019, 3.5, "", "", false), row(2021, 4.0, "", "", false)]),
        ("unknown_measurement,some_item", vec![row(2019, 12.5, "", "", false), row(2019, 12.5, "", "", false)]),
    ]
}

const HOSTILE: [&str; 6] = ["hostile", "long", "arabic", "chinese", "geez", "northbridge"];

/// Them all, for every odd name, some with peers and targets far off.
fn odd_tables() -> BTreeMap<String, Table> {
    let mut series = Vec::new();
    let (mut peers, mut components) = (Vec::new(), Vec::new());
    for city in HOSTILE {
        for (i, (key, rows)) in odd_series().into_iter().enumerate() {
            series.extend(rows.iter().map(|r| format!("{city},{key},{r}")));
            let (m, item) = key.split_once(',').expect("a key");
            if i % 2 == 0 {
                peers.push(format!("{city},nearest,{m},{item},2020,7,40.5,12,250000"));
            }
            let target = [",", "2030,40", "2400,40", ",40", "1990,0"][i % 5];
            components.push(format!("{city},{m},{item},2012,1,2020,2,,,,,{target},,one_point,"));
        }
    }
    tables(&series.join("\n"), &peers.join("\n"), &components.join("\n"))
}

#[test]
fn odd_values_and_names_make_sound_pictures() {
    let drawings = draw("city-series", &odd_tables());
    assert_eq!(drawings.len(), HOSTILE.len() * odd_series().len());
    let shown: Vec<&Drawing> = drawings.iter().filter(|d| d.key[0] == "hostile").collect();
    assert!(shown.iter().all(|d| !d.drawn.svg.contains("<script") && d.drawn.svg.contains("&lt;script")));
    let thirty = shown.iter().find(|d| d.key[1..] == ["gdp_per_capita", "total"]).expect("thirty points");
    assert_eq!(of_class(thirty, "circle", "points").len(), 30);
    assert!(thirty.drawn.svg.len() < 8000, "{} bytes", thirty.drawn.svg.len());
    assert!(texts(thirty).iter().any(|t| t == "279,000"), "thousands are set apart");
}

/// A mart with these rows in place of the empty one.
fn with(mut tables: BTreeMap<String, Table>, name: &str, head: &str, rows: &[String]) -> BTreeMap<String, Table> {
    tables.insert(name.into(), table(&format!("{head}\n{}", rows.join("\n"))));
    tables
}

/// Every series of the catalogue: measurement, item, area, scale.
fn catalogue() -> Vec<(String, String, String, String)> {
    let t = file("key-features.csv");
    let mut all = Vec::new();
    for r in 0..t.len() {
        let text = |c| t.text(c, r).expect("a cell").to_string();
        for item in text("items").split('|') {
            let area = text("area");
            all.push((text("measurement"), item.to_string(), area, text("scale")));
        }
    }
    all
}

const ONE: &str = "northbridge,volunteering_rate,total,2020,31.0,27.5,34.8,wilson,survey,false,false,false,1,true";

/// Counts of cities for every measurement and cycle.
fn coverage_rows() -> Vec<String> {
    let t = file("key-features.csv");
    let mut rows = Vec::new();
    for r in 0..t.len() {
        let m = t.text("measurement", r).expect("an id");
        for (i, cycle) in (2014..=2024).step_by(2).enumerate() {
            let expected = 20 + i as i64 * 2;
            let reported = (r as i64 * 7 + i as i64 * 5) % (expected + 1);
            let definition = if m == "volunteering_rate" { "volunteers" } else { "" };
            rows.push(format!("{m},{cycle},{expected},{reported},{definition}"));
        }
    }
    rows
}

#[test]
fn coverage_prints_the_count_of_every_cell() {
    let rows = coverage_rows();
    let drawings = draw("coverage", &with(tables(ONE, "", ""), "coverage_network", COVERAGE, &rows));
    assert_eq!((drawings.len(), drawings[0].path.as_str()), (1, "coverage.svg"));
    let d = &drawings[0];
    assert!(d.key.is_empty());
    // All values of one measurement have a definition of their own: its title takes the place of the catalogue's.
    let words = texts(d).join(" ");
    assert!(words.contains("Registered volunteers") && !words.contains("Participation in volunteering"), "{words}");
    let counts = of_class(d, "text", "counts");
    assert_eq!(counts.len(), rows.len());
    // Every count as in the data, row by row from top to bottom, column by column.
    let mut drawn: Vec<(i64, i64, String)> =
        counts.iter().map(|c| (c.number("y").round() as i64, c.number("x").round() as i64, c.text.clone())).collect();
    drawn.sort();
    let expected: Vec<&str> = rows.iter().filter_map(|r| r.rsplit(',').nth(1)).collect();
    assert_eq!(drawn.iter().map(|d| d.2.as_str()).collect::<Vec<_>>(), expected);
    assert_eq!(of_class(d, "rect", "cells").len(), expected.iter().filter(|n| **n != "0").count());
    // Thirty cycles of large networks: the newest that fit, and it says so.
    let rows: Vec<String> = (1995..2025).map(|c| format!("adult_literacy_rate,{c},425,{},", c % 426)).collect();
    let d = &draw("coverage", &with(tables(ONE, "", ""), "coverage_network", COVERAGE, &rows))[0];
    assert!(texts(d).iter().any(|t| t.contains("of 30 cycles")));
}

/// Counts of series for every area.
fn temple_rows() -> Vec<String> {
    let t = file("areas.csv");
    let mut rows = Vec::new();
    for city in HOSTILE {
        for r in 0..t.len() {
            let area = t.text("area", r).expect("an area");
            rows.push(format!(
                "{city},{area},{},{},{},{},{}",
                r % 5,
                (r + 2) % 4,
                r % 3,
                usize::from(r == 2),
                10 - r % 11
            ));
        }
    }
    rows
}

#[test]
fn the_temple_has_its_three_parts_and_only_counts() {
    let rows = temple_rows();
    let drawings = draw("temple", &with(tables(ONE, "", ""), "area_movement", MOVEMENT, &rows));
    assert_eq!(drawings.len(), HOSTILE.len());
    let d = drawings.iter().find(|d| d.key == ["northbridge"]).expect("the city");
    assert_eq!(d.path, "temple/northbridge.svg");
    // The counts in each of twelve parts, in the order of the areas; what there is none of is left out.
    let counts: Vec<String> = of_class(d, "text", "counts").into_iter().map(|e| e.text).collect();
    let expected: Vec<String> = rows
        .iter()
        .filter(|r| r.starts_with("northbridge"))
        .flat_map(|r| r.split(',').skip(2).map(str::to_string).collect::<Vec<_>>())
        .collect();
    let some: Vec<&String> = expected.iter().filter(|n| *n != "0").collect();
    assert_eq!(counts.iter().collect::<Vec<_>>(), some);
    // Where they have room there is a mark for each measurement: none is drawn that is not counted.
    let marks = d.drawn.svg.split("class=\"marks\"").skip(1).map(|g| g.split("</g>").next().unwrap());
    let marks: usize = marks.map(|g| g.matches("<circle").count() + g.matches('M').count()).sum();
    let all: usize = some.iter().filter_map(|n| n.parse::<usize>().ok()).sum();
    assert!(marks >= some.len() && marks <= all, "{marks} marks of {all} measurements");
    let all: usize = expected.iter().filter_map(|n| n.parse::<usize>().ok()).sum();
    assert!(d.caption.starts_with(&format!("Of {all}\u{a0}measurements")), "{}", d.caption);
    let words = texts(d).join(" ");
    for part in [
        "moved towards",
        "held",
        "moved away",
        "no result",
        "Wider benefits",
        "building blocks",
        "Fundamental conditions",
        "technologies",
        "communities",
    ] {
        assert!(words.contains(part), "{part}");
    }
}

#[test]
fn a_definition_of_its_own_does_not_carry_the_unit_of_the_catalogue() {
    let rows = "northbridge,gdp_per_capita,total,2012,21000,,,,official,true,false,false,1,true
        northbridge,gdp_per_capita,total,2024,27000,,,,official,true,false,false,1,true";
    let tables = with(
        tables(rows, "", ""),
        "progress",
        PROGRESS,
        &["northbridge,gdp_per_capita,total,2012,21000.0,2024,27000.0,12,0.2857,,towards,".into()],
    );
    let rows = ["northbridge,nearest,gdp_per_capita,total,2024,27000.0,9,26000.0,25000.0,28000.0,within,,,".into()];
    let tables = with(tables, "peer_comparison", COMPARISON, &rows);
    let words = texts(&draw("city-series", &tables)[0]).join(" ");
    assert!(words.contains("own definition (not US$ PPP per inhabitant)"), "{words}");
    assert!(words.contains("(status D)"), "{words}");
}

#[test]
fn a_definition_lends_its_title_and_unit_in_each_language() {
    let rows = "northbridge,volunteering_rate,total,2012,3.1,,,,survey,true,false,false,1,true,volunteers
        northbridge,volunteering_rate,total,2024,4.5,,,,survey,true,false,false,1,true,volunteers";
    let tables = with(
        tables(rows, "", ""),
        "progress",
        PROGRESS,
        &["northbridge,volunteering_rate,total,2012,3.1,2024,4.5,12,1.4,,towards,".into()],
    );
    let rows = ["northbridge,nearest,volunteering_rate,total,2024,4.5,9,4.0,3.5,5.0,within,,,".into()];
    let tables = with(tables, "peer_comparison", COMPARISON, &rows);
    let english = ["Registered volunteers", "volunteers per 100 inhabitants", "community activities"];
    let french = ["Bénévoles inscrits", "bénévoles pour 100 habitants", "Participation"];
    for (tag, [title, unit, of_catalogue]) in [("en", english), ("fr", french)] {
        let language = crate::support::language(tag);
        let words = texts(&draw_in("city-series", &tables, &language, "definitions")[0]).join(" ");
        assert!(words.contains(title) && words.contains(unit), "{tag}: {words}");
        assert!(!words.contains(of_catalogue), "{tag}: {words}");
    }
}

#[test]
fn items_of_a_measurement_share_a_scale_where_their_definition_is_one() {
    let rows = |of_men: &str| {
        format!(
            "northbridge,adult_literacy_rate,female,2012,61,,,,official,false,false,false,1,true
             northbridge,adult_literacy_rate,female,2022,64,,,,official,false,false,false,1,true
             northbridge,adult_literacy_rate,male,2012,93,,,,official,{of_men},false,false,1,true
             northbridge,adult_literacy_rate,male,2022,94,,,,official,{of_men},false,false,1,true"
        )
    };
    let scale = |of_men: &str| -> Vec<Vec<String>> {
        let drawings = draw("city-series", &tables(&rows(of_men), "", ""));
        let numbers =
            |d: &Drawing| texts(d).into_iter().filter(|t| t.parse::<f64>().is_ok_and(|n| n <= 100.0)).collect();
        drawings.iter().map(numbers).collect()
    };
    let together = scale("false");
    assert_eq!(together[0], together[1]);
    assert!(together[0].contains(&"60".to_string()) && together[0].contains(&"100".to_string()), "{together:?}");
    let apart = scale("true");
    assert_ne!(apart[0], apart[1]);
}
