//! A small network in memory: the real catalogue, invented cities, hostile text, a city that withholds everything.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use learning_cities::base::error::Result;
use learning_cities::base::table::Table;
use learning_cities::catalogue::Catalogue;
use learning_cities::chart::{Drawing, Finished};
use learning_cities::engine::{Relation, RelationKind};
use learning_cities::language::Language;
use learning_cities::model::framework::Framework;
use learning_cities::model::relations::Relations;
use learning_cities::model::vocabulary::{Direction, Scale};
use learning_cities::press::Press;
use learning_cities::report::figures::Figures;
use learning_cities::report::marts::Marts;
use learning_cities::report::{self, Edition, Written};

/// Text that would do harm if it were not escaped.
pub const HOSTILE: &str = "<script>alert('x')</script>\" onload=\"x ../../etc";

/// Cities of the fixture: id, name, region; the one called `withheld` publishes nothing.
pub const CITIES: &[(&str, &str, &str)] = &[
    ("aasby", "Åsby", "Europe and North America"),
    ("hostile", HOSTILE, "Africa"),
    ("northbridge", "Northbridge", "Europe and North America"),
    ("southport", "southford", "Africa"),
    ("tehama", "Tehâma", "Arab States"),
    ("withheld", "Quietford", "Africa"),
];

const WHOLE: &[&str] = &[
    "year",
    "joined",
    "baseline_year",
    "dimension",
    "commitment",
    "position",
    "cycle",
    "reference_year",
    "sample_size",
    "latest_year",
    "years",
    "n_peers",
    "comparable",
    "named",
    "offers_all",
    "towards",
    "held",
    "away",
    "no_direction",
    "no_result",
    "series",
    "cities",
    "from_year",
    "to_year",
    "series_expected",
    "series_reported",
    "cities_expected",
    "cities_reported",
    "cities_new",
    "max_age",
    "precedence",
    "run",
    "runs_kept",
    "runs",
    "others",
    "peers_rose",
    "peers_held",
    "peers_fell",
    "cities_with_result",
    "withheld_cities",
    "measurements",
    "measurements_with_withheld",
    "firm",
    "assessed",
    "not_tested",
    "other_definition",
    "mixed",
    "towards_firm",
    "away_firm",
    "no_direction_firm",
    "cities_published",
    "practices",
    "cities_with_practices",
    "learning_links",
    "named_elsewhere",
    "on_time",
    "late",
    "undated",
    "carried",
    "missing",
    "official",
    "survey",
    "expert",
];
const NUMBERS: &[&str] = &[
    "value",
    "low",
    "high",
    "min_change",
    "weight",
    "default_value",
    "ci_lower",
    "ci_upper",
    "baseline_value",
    "latest_value",
    "change",
    "change_per_year",
    "distance",
    "shared_weight",
    "city_value",
    "peer_value",
    "part",
    "z",
    "median",
    "p25",
    "p75",
    "from_value",
    "to_value",
    "before",
    "after",
    "design_effect",
    "stability",
    "correlation",
    "skill",
    "baseline_gap",
    "latest_gap",
    "median_measurements",
    "chance",
    "needed_pace",
    "beside_value",
    "least",
    "below",
    "most",
];
const TRUTHS: &[&str] = &[
    "fictional",
    "provisional",
    "differs",
    "break_before",
    "in_run",
    "offers_help",
    "enough",
    "collected",
    "loose",
    "declared",
    "reciprocal",
];

/// A table from CSV text; a column's name says its type, an empty cell is null.
pub fn table(csv: &str) -> Table {
    // A row may leave out cells at its end.
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.unwrap()).collect();
    let columns = header.iter().enumerate().map(|(i, name)| {
        let cells = rows.iter().map(|r| r.get(i).filter(|c| !c.is_empty()));
        let column: ArrayRef = if WHOLE.contains(&name.as_str()) {
            Arc::new(cells.map(|c| c.map(|c| c.parse::<i64>().unwrap())).collect::<Int64Array>())
        } else if NUMBERS.contains(&name.as_str()) {
            Arc::new(cells.map(|c| c.map(|c| c.parse::<f64>().unwrap())).collect::<Float64Array>())
        } else if TRUTHS.contains(&name.as_str()) {
            Arc::new(cells.map(|c| c.map(|c| c == "true")).collect::<BooleanArray>())
        } else {
            Arc::new(cells.collect::<StringArray>())
        };
        (name.clone(), column, true)
    });
    let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    Table::new(batch.schema(), &[batch]).unwrap()
}

fn line<S: AsRef<str>>(out: &mut String, cells: &[S]) {
    let quoted: Vec<String> = cells.iter().map(|c| format!("\"{}\"", c.as_ref().replace('"', "\"\""))).collect();
    writeln!(out, "{}", quoted.join(",")).unwrap();
}

pub fn framework() -> Framework {
    Framework::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/framework"))).unwrap()
}

fn catalogue(tables: &mut BTreeMap<String, Table>) {
    let f = framework();
    let mut add = |name: &str, header: &str, rows: Vec<Vec<String>>| {
        let mut text = format!("{header}\n");
        rows.iter().for_each(|r| line(&mut text, r));
        tables.insert(name.into(), table(&text));
    };
    let areas = f.areas.iter().map(|a| {
        vec![
            a.area.clone(),
            a.area_title.clone(),
            a.dimension.to_string(),
            a.dimension_title.clone(),
            a.commitment.to_string(),
            a.commitment_text.clone(),
        ]
    });
    add("areas", "area,area_title,dimension,dimension_title,commitment,commitment_text", areas.collect());
    let scale = |s| match s {
        Scale::Percent => "percent",
        Scale::Rating => "rating",
        Scale::Rate => "rate",
        Scale::Ratio => "ratio",
        Scale::Amount => "amount",
        Scale::Count => "count",
    };
    let direction = |d| match d {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Parity => "parity",
        Direction::None => "none",
    };
    let mut measurements: Vec<Vec<String>> = f
        .measurements
        .iter()
        .map(|m| {
            let text =
                [&m.measurement, &m.area, &m.feature, &m.feature_title, &m.measurement_title, &m.unit, &m.meaning]
                    .map(Clone::clone);
            let mut row = text.to_vec();
            row.extend([
                m.sources.join("|"),
                scale(m.scale).into(),
                direction(m.direction).into(),
                m.min_change.to_string(),
            ]);
            row
        })
        .collect();
    measurements.sort();
    add(
        "measurements",
        "measurement,area,feature,feature_title,measurement_title,unit,meaning,sources,scale,direction,min_change",
        measurements,
    );
    let items = f.measurements.iter().flat_map(|m| m.items.iter().map(|i| [m.measurement.clone(), i.clone()]));
    let items: Vec<Vec<String>> = items.enumerate().map(|(n, [m, i])| vec![m, i, (n + 1).to_string()]).collect();
    add("measurement_items", "measurement,item,position", items);
    let codes = f.codes.iter().map(|c| vec![c.kind.clone(), c.code.clone(), c.label.clone(), c.sentence.clone()]);
    add("codes", "kind,code,label,sentence", codes.collect());
    let statuses = f.statuses.iter().map(|s| vec![s.code.clone(), s.title.clone(), "point".into()]);
    add("statuses", "code,title,used_as", statuses.collect());
    let settings =
        f.settings.iter().map(|s| vec![s.name.clone(), s.value.to_string(), s.value.to_string(), s.meaning.clone()]);
    add("settings", "name,value,default_value,meaning", settings.collect());
}

/// What is told of a city beside its series: gaps, conditions and benefits, when values came, questions.
fn summed(put: &mut impl FnMut(&str, &[&str]), city: &str) {
    let m = "unemployment_rate";
    put("item_gaps", &[city, m, "female", "male", "2012", "4", "2023", "2.5", "11", "-1.5", "narrowed", "gap", "", ""]);
    put(
        "item_gaps",
        &[city, "adult_literacy_rate", "female", "male", "", "", "2023", "2", "", "", "", "points", "one_point", ""],
    );
    for (dimension, towards) in [("1", "2"), ("2", "0"), ("3", "1")] {
        put("benefits_and_conditions", &[city, "2024", dimension, towards, "1", "0", "0"]);
    }
    put("coverage_detail", &[city, "2024", "1.1", "9", "5", "1", "0", "2", "1", "5", "1", "0"]);
    put("coverage_features", &[city, "1.1.1", "3", "0", ""]);
    put("coverage_features", &[city, "1.1.2", "2", "2", "2023"]);
    put("consistency", &[city, "check_copied", m, "total", "2023", "41.5"]);
}

/// The network's tables; `secret` is the withheld city's value, which must show nowhere.
pub fn tables(secret: f64) -> BTreeMap<String, Table> {
    let mut tables = BTreeMap::new();
    catalogue(&mut tables);
    tables.insert(
        "network".into(),
        table(
            "language,name,fictional,about,collected\n,Cities of the Test,true,Invented for tests.,false\nfr,Villes d’essai,true,Inventées pour essayer.,false",
        ),
    );
    tables.insert(
        "peer_variables".into(),
        table("variable,title,unit,transform,weight,max_age\npopulation,population,inhabitants,log,1,10\nschooling,years of schooling,years,none,1,10"),
    );
    let mut t: BTreeMap<&str, String> = BTreeMap::from([
        ("cities", "city,name,local_name,country,region,joined,baseline_year,fictional\n".into()),
        (
            "observations",
            "city,cycle,measurement,item,reference_year,value,ci_lower,ci_upper,source,status,consent,note,submission\n".into(),
        ),
        (
            "definitions",
            "definition,measurement,language,title,unit,price_base,low,high,note\nclaimants,unemployment_rate,,Claimants,%,,,,people who claim a benefit\n".into(),
        ),
        ("group_schemes", "scheme,language,title\n".into()),
        ("city_groups", "city,scheme,name\n".into()),
        ("targets", "city,measurement,item,year,value,consent,submission\n".into()),
        ("practices", "city,feature,title,summary,link,consent,submission\n".into()),
        ("declarations", "city,role,feature,consent,submission\n".into()),
        (
            "corrected_values",
            "city,measurement,item,reference_year,action,before,after,status_before,status_after,reason,date\n".into(),
        ),
        (
            "series",
            "city,measurement,item,reference_year,value,low,high,interval,source,differs,provisional,status,cycle,submission,break_before,run,in_run,definition\n".into(),
        ),
        (
            "progress",
            "city,measurement,item,baseline_year,baseline_value,latest_year,latest_value,years,change,change_per_year,movement,reason,certainty,marks\n".into(),
        ),
        ("progress_components", "city,measurement,item,rule,movement,reason,marks\n".into()),
        ("mann_kendall", "n,s,p\n".into()),
        ("target_status", "city,measurement,item,target_year,target_value,status,reason\n".into()),
        ("trend", "city,measurement,item,n,slope,trend,reason\n".into()),
        (
            "measurement_movement",
            "city,measurement,area,outcome,movement,certainty,rests_on,series,chance\n".into(),
        ),
        ("movement_counts", "measurement,item,movement,cities,assessed\n".into()),
        (
            "area_movement",
            "city,area,towards,held,away,no_direction,no_result,mixed,towards_firm,away_firm,no_direction_firm,not_tested,chance,other_definition\n".into(),
        ),
        (
            "network_movement",
            "scope,scope_name,area,outcome,measurements,cities,firm,assessed,not_tested,chance,other_definition\n".into(),
        ),
        ("peers", "city,scheme,peer,distance,shared_weight\n".into()),
        ("peer_explanation", "city,peer,variable,city_value,peer_value,part\n".into()),
        ("peer_stability", "city,peer,runs_kept,runs,stability,loose\n".into()),
        ("network_progress", "measurement,item,definition,source,price_base,reference_year,cities,cities_new,p25,median,p75\n".into()),
        ("peer_groups", "city,scheme,title,group_name,others\n".into()),
        (
            "peer_change_comparison",
            "city,scheme,measurement,item,baseline_year,latest_year,change_per_year,n_peers,median,p25,p75,standing,peers_rose,peers_held,peers_fell,reason\n"
                .into(),
        ),
        ("peer_context", "city,variable,value,year,z\n".into()),
        (
            "peer_comparison",
            "city,scheme,measurement,item,latest_year,value,n_peers,median,p25,p75,standing,reason,low,high,marks\n".into(),
        ),
        ("peer_series", "city,scheme,measurement,item,reference_year,n_peers,median,p25,p75\n".into()),
        (
            "peer_learning",
            "city,measurement,item,feature,why,reach,peer,from_year,from_value,to_year,to_value,years,practice,practice_summary,practice_link,offers_help\n"
                .into(),
        ),
        ("coverage", "city,cycle,area,series_expected,series_reported\n".into()),
        ("coverage_network", "measurement,cycle,cities_expected,cities_reported,definition\n".into()),
    ]);
    for (name, header) in [
        ("sources", "source,about"),
        (
            "learning_requests",
            "city,measurement,item,feature,why,latest_year,value,reach,comparable,towards,held,away,named,reason",
        ),
        ("learning_offers", "city,feature,role,peer,declared,reciprocal,offers_all"),
        ("peer_correlations", "variable,other_variable,cities,correlation"),
        ("peer_prediction", "measurement,predicted,series,cities,skill"),
        ("context_bands", "scheme,position,band,variable,least,below"),
        ("consistency_rules", "rule,measurement,least,most,meaning"),
        (
            "coverage_detail",
            "city,cycle,area,series_expected,on_time,late,undated,carried,missing,official,survey,expert",
        ),
        ("coverage_features", "city,feature,series_expected,series_reported,latest_year"),
        (
            "item_gaps",
            "city,measurement,first_item,second_item,baseline_year,baseline_gap,latest_year,latest_gap,years,change,gap,rule,reason,marks",
        ),
        ("benefits_and_conditions", "city,cycle,dimension,towards,held,away,no_direction,mixed"),
        (
            "network_summary",
            "scope,scope_name,area,outcome,cities_with_result,measurements,cities,median_measurements,firm,assessed,not_tested,chance,other_definition",
        ),
        ("network_counted", "scope,scope_name,area,outcome,withheld_cities,measurements_with_withheld"),
        (
            "country_summary",
            "country,cities,cities_published,enough,cities_reported,series_expected,series_reported,practices,cities_with_practices,learning_links,named_elsewhere",
        ),
        ("consistency", "city,code,measurement,item,reference_year,value"),
    ] {
        t.insert(name, format!("{header}\n"));
    }
    let f = framework();
    let mut put = |name: &str, cells: &[&str]| line(t.get_mut(name).unwrap(), cells);
    for (at, (city, name, region)) in CITIES.iter().enumerate() {
        let withheld = *city == "withheld";
        let baseline = if withheld { (2000.0 + secret % 20.0).floor().to_string() } else { "2012".into() };
        put("cities", &[city, name, "", "KEN", region, "2014", &baseline, "true"]);
        if withheld {
            put(
                "observations",
                &[
                    city,
                    "2024",
                    "adult_literacy_rate",
                    "total",
                    "2023",
                    &secret.to_string(),
                    "",
                    "",
                    "official",
                    "A",
                    "private",
                    "secret note",
                    "ffff",
                ],
            );
            put("practices", &[city, "1.1.1", &format!("secret {secret}"), "", "", "private", "ffff"]);
            put("progress", &[city, "adult_literacy_rate", "total", "", "", "", "", "", "", "", "", "no_points"]);
            continue;
        }
        summed(&mut put, city);
        for m in &f.measurements {
            for item in &m.items {
                // Every fifth series is not reported; the last city has but one cycle.
                let first = m.measurement.len() + item.len() + at;
                if first % 5 == 0 {
                    put("progress", &[city, &m.measurement, item, "", "", "", "", "", "", "", "", "no_points"]);
                    continue;
                }
                let defined =
                    (*city, m.measurement.as_str(), item.as_str()) == ("northbridge", "unemployment_rate", "total");
                let years: &[&str] = if at == 4 { &["2023"] } else { &["2012", "2016", "2020", "2023"] };
                for (i, year) in years.iter().enumerate() {
                    let value = (40 + first + 2 * i).to_string();
                    let note = if i == 0 && *city == "hostile" { HOSTILE } else { "" };
                    put(
                        "observations",
                        &[
                            city,
                            "2024",
                            &m.measurement,
                            item,
                            year,
                            &value,
                            "",
                            "",
                            "official",
                            "A",
                            "public",
                            note,
                            "abcd",
                        ],
                    );
                    put(
                        "series",
                        &[
                            city,
                            &m.measurement,
                            item,
                            year,
                            &value,
                            "40",
                            "60",
                            "given",
                            "official",
                            if defined { "true" } else { "false" },
                            "false",
                            "A",
                            "2024",
                            "abcd",
                            "false",
                            "1",
                            "true",
                            if defined { "claimants" } else { "" },
                        ],
                    );
                    put("peer_series", &[city, "nearest", &m.measurement, item, year, "5", "50", "45", "55"]);
                }
                let (from, to) = ((40 + first).to_string(), (46 + first).to_string());
                match (at, first % 3) {
                    (4, _) => put(
                        "progress",
                        &[city, &m.measurement, item, "", "", "2023", &from, "", "", "", "", "one_point"],
                    ),
                    (_, 0) => put(
                        "progress",
                        &[
                            city,
                            &m.measurement,
                            item,
                            "2012",
                            &from,
                            "2023",
                            &to,
                            "11",
                            "6",
                            "0.5",
                            "towards",
                            "",
                            "firm",
                        ],
                    ),
                    (_, 1) => put(
                        "progress",
                        &[
                            city,
                            &m.measurement,
                            item,
                            "2012",
                            &from,
                            "2023",
                            &to,
                            "11",
                            "6",
                            "0.5",
                            "away",
                            "",
                            "tentative",
                            "not_tested|depends_on_year",
                        ],
                    ),
                    _ => put(
                        "progress",
                        &[city, &m.measurement, item, "2012", &from, "2023", &to, "11", "0.1", "0.01", "steady", ""],
                    ),
                }
                put("progress_components", &[city, &m.measurement, item, "size", "towards", "", "provisional"]);
                put(
                    "peer_comparison",
                    &[
                        city,
                        "nearest",
                        &m.measurement,
                        item,
                        "2023",
                        &to,
                        "5",
                        "50",
                        "45",
                        "55",
                        "within",
                        "",
                        "",
                        "",
                        "not_tested",
                    ],
                );
            }
        }
        for m in &f.measurements {
            put(
                "measurement_movement",
                &[city, &m.measurement, &m.area, "towards", "towards", "firm", "total", "1", "0.05"],
            );
        }
        for a in &f.areas {
            put("area_movement", &[city, &a.area, "2", "1", "1", "0", "3", "0", "1", "0", "0", "1", "0.2"]);
            put("coverage", &[city, "2024", &a.area, "7", "4"]);
        }
        put("peer_groups", &[city, "region", "region", region, "2"]);
        put("peer_context", &[city, "population", &(100_000 * (at + 1)).to_string(), "2022", "0.1"]);
        for (peer, ..) in CITIES.iter().filter(|(c, ..)| c != city && *c != "withheld") {
            put("peers", &[city, "nearest", peer, "0.5", "1"]);
            put("peer_explanation", &[city, peer, "population", "100000", "250000", "1"]);
            put("peer_stability", &[city, peer, "3", "4", "0.75", "false"]);
        }
        if *city == "northbridge" {
            let of = "adult_literacy_rate";
            put(
                "corrected_values",
                &[city, of, "female", "2023", "override", "79.2", "97.2", "A", "A", HOSTILE, "2024-06-01"],
            );
            put(
                "corrected_values",
                &[city, of, "male", "2022", "drop", "12", "", "A", "", "Asked twice", "2024-06-01"],
            );
            put(
                "corrected_values",
                &[city, of, "male", "2023", "flag", "97", "97", "A", "B|D", "New census", "2024-06-01"],
            );
        }
        put("declarations", &[city, "expertise", "1.1.1", "public", "abcd"]);
        put("declarations", &[city, "priority", "2.1.3", "public", "abcd"]);
        put(
            "practices",
            &[
                city,
                "1.1.1",
                "Evening classes",
                "Classes for adults.",
                "https://example.org/a?b=1&c=2",
                "public",
                "abcd",
            ],
        );
        put("practices", &[city, "2.1.3", HOSTILE, HOSTILE, "javascript:alert(1)", "public", "abcd"]);
        let asked = ["adult_literacy_rate", "total", "1.1.1", "moved_away", "2023", "60.5"];
        put("learning_requests", &[&[*city][..], &asked[..], &["peers", "3", "1", "1", "1", "1", ""][..]].concat());
        put(
            "learning_requests",
            &[city, "unemployment_rate", "total", "1.2.2", "moved_away", "2010", "9", "", "", "", "", "", "", "stale"],
        );
        put("learning_offers", &[city, "1.1.1", "offers", "northbridge", "false", "true", "7"]);
        put(
            "peer_learning",
            &[
                city,
                "adult_literacy_rate",
                "total",
                "1.1.1",
                "moved_away",
                "peers",
                "northbridge",
                "2012",
                "60",
                "2020",
                "70",
                "8",
                HOSTILE,
                HOSTILE,
                "javascript:alert(1)",
                "true",
            ],
        );
    }
    put("movement_counts", &["adult_literacy_rate", "female", "towards", "3", "4"]);
    for a in &f.areas {
        for (outcome, n) in [("away", "3"), ("held", "6"), ("no_direction", "1"), ("towards", "9")] {
            put("network_movement", &["network", "", &a.area, outcome, n, "4", "2", "19", "1", "0.9"]);
            put("network_movement", &["region", "Africa", &a.area, outcome, n, "2", "1", "19", "1", "0.9"]);
        }
    }
    let groups = [
        ("country", "KEN", ""),
        ("network", "", "5"),
        ("region", "Africa", ""),
        ("size", "Fewer than 100 000 inhabitants", ""),
    ];
    for (scope, name, withheld) in groups {
        for (outcome, n) in [("away", "3"), ("held", "6"), ("no_direction", "1"), ("towards", "9")] {
            put("network_summary", &[scope, name, "1.1", outcome, "5", n, "2", "1.5", "1", "19", "1", "0.9"]);
            if !withheld.is_empty() {
                put("network_counted", &[scope, name, "1.1", outcome, withheld, n]);
            }
        }
    }
    put("context_bands", &["size", "1", "Fewer than 100 000 inhabitants", "population", "0", "100000"]);
    put("country_summary", &["KEN", "6", "5", "true", "5", "380", "200", "2", "1", "3", "1"]);
    for m in &f.measurements {
        put("coverage_network", &[&m.measurement, "2024", "6", "5", ""]);
    }
    for (name, text) in t {
        tables.insert(name.into(), table(&text));
    }
    crate::fuzz::targets::rows::complete(&mut tables);
    tables
}

pub fn marts(secret: f64) -> Marts {
    let relation = Relation {
        name: "progress".into(),
        kind: RelationKind::Mart,
        title: "how each series moved".into(),
        grain: "one row a city, measurement and item".into(),
        columns: vec![("city".into(), "city's id".into())],
    };
    let relations = BTreeMap::from([("progress".to_string(), relation)]);
    let countries = BTreeMap::from([("KEN".to_string(), "Kenya".to_string())]);
    Marts::new(2024, tables(secret), relations, countries).unwrap()
}

/// Makes a site and puts it into its place.
pub fn write(
    marts: &Marts,
    out: &Path,
    edition: &Edition,
    languages: &[Arc<Language>],
    draw: impl Fn(&Relations, &Catalogue, &Path) -> Result<Figures>,
    press: Option<&Press>,
    done: impl Fn(usize) + Sync,
) -> Result<Written> {
    report::make(marts, out, edition, languages, draw, press, done)?.put()
}

/// A chart for each series of one city, and the coverage chart.
pub fn draw(_: &Relations, _: &Catalogue, charts: &Path) -> Result<Figures> {
    let mut figures = Figures::default();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 340 200\"><rect width=\"340\" height=\"200\" fill=\"#fff\"/></svg>";
    let mut add = |chart: &str, key: &[&str], path: String| {
        let drawing = Drawing {
            chart: chart.into(),
            key: key.iter().map(|k| k.to_string()).collect(),
            path,
            width: 340,
            height: 200,
            alt: format!("A chart of {}", key.join(" ")),
            caption: "Source: official, n = 4".into(),
            drawn: Finished { svg: svg.into(), screen: svg.into() },
        };
        figures.add(charts, drawing)
    };
    add("coverage", &[], "coverage/coverage.svg".into())?;
    for (city, ..) in CITIES.iter().filter(|(c, ..)| *c != "withheld") {
        add("temple", &[city], format!("temple/{city}.svg"))?;
        for a in framework().areas {
            add("area-change", &[city, &a.area], format!("area-change/{city}/{}.svg", a.area))?;
            add("peer-standing", &[city, &a.area], format!("peer-standing/{city}/{}.svg", a.area))?;
        }
        for m in framework().measurements {
            for item in &m.items {
                let path = format!("city-series/{city}/{}-{item}.svg", m.measurement);
                add("city-series", &[city, &m.measurement, item], path)?;
            }
        }
    }
    Ok(figures)
}
