//! A small network that goes through ingest and engine as any other: the real catalogue, invented cities, hostile text,
//! a city that withholds everything and five that are counted only.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use learning_cities::base::error::Result;
use learning_cities::base::table::Table;
use learning_cities::catalogue::Catalogue;
use learning_cities::chart::{Drawing, Finished};
use learning_cities::disclosure::{self, Opened, Today};
use learning_cities::engine::Engine;
use learning_cities::language::Language;
use learning_cities::model::framework::{Framework, Measurement};
use learning_cities::model::network::Network;
use learning_cities::model::relations::Relations;
use learning_cities::model::vocabulary::{Scale, Severity};
use learning_cities::open_data::Marts;
use learning_cities::press::Press;
use learning_cities::report::figures::Figures;
use learning_cities::report::{self, Edition, Written};
use learning_cities::store::Store;

use crate::support::{self, repository};

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

/// Cities whose results are counted and not shown.
const COUNTED: &[&str] = &["quiet-a", "quiet-b", "quiet-c", "quiet-d", "quiet-e"];

/// What a network of the fixture differs in.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// A value of the city that withholds everything: it must show nowhere.
    pub secret: f64,
    /// Title of a practice of Northbridge.
    pub practice: &'static str,
    /// Whether a fifth city shows its results and Northbridge's years of schooling are known.
    pub whole: bool,
}

impl Default for Sent {
    fn default() -> Sent {
        Sent { secret: 12.345, practice: "Evening classes", whole: true }
    }
}

/// A CSV file below the folder, row by row.
fn put(dir: &Path, name: &str, header: &str, rows: &[Vec<String>]) {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header.split(',')).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    support::write(dir, name, writer.into_inner().unwrap());
}

fn cells<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_string).to_vec()
}

/// The values of a series by year: a third of the series rises, a third falls, a third holds; every fifth is not sent.
fn points(city: &str, at: usize, m: &Measurement, item: &str) -> Vec<(i64, f64)> {
    let number = m.measurement.len() + item.len() + at;
    let of_northbridge = match (m.measurement.as_str(), item) {
        // Two gaps, of which one can be compared, and a value that lies outside those for women and men.
        ("unemployment_rate", "female") => Some(vec![(2012, 12.0), (2016, 11.5), (2020, 11.0), (2023, 10.5)]),
        ("unemployment_rate", "male") => Some(vec![(2012, 8.0), (2016, 8.0), (2020, 8.0), (2023, 8.0)]),
        ("unemployment_rate", "total") => Some(vec![(2012, 10.0), (2016, 9.7), (2020, 9.5), (2023, 9.3)]),
        ("adult_literacy_rate", "female") => Some(vec![(2012, 60.0), (2016, 66.0), (2020, 72.0), (2023, 79.2)]),
        ("adult_literacy_rate", "male") => Some(vec![(2022, 12.0), (2023, 97.0)]),
        ("adult_literacy_rate", "total") => Some(vec![(2012, 60.5), (2016, 66.5), (2020, 72.5), (2023, 20.5)]),
        (_, "female" | "male") => Some(Vec::new()),
        _ => None,
    };
    if let (Some(points), "northbridge") = (of_northbridge, city) {
        return points;
    }
    if number.is_multiple_of(5) {
        return Vec::new();
    }
    let (first, step) = match m.scale {
        Scale::Percent => (30.0 + (number % 20) as f64, 2.0),
        Scale::Rating => (3.0, 0.5),
        _ => {
            let middle = m.plausible_min.unwrap_or(1.0).max(1.0) * 2.0;
            (middle, middle * 0.1)
        }
    };
    let step = [step, -step, step * 0.01][number % 3];
    let between = match item {
        "female" => 0.5,
        "male" => -0.5,
        _ => 0.0,
    };
    // Five cities have results in one area; the last has but one cycle in any other.
    let years: &[i64] = if city == "tehama" && m.area != "1.1" { &[2023] } else { &[2012, 2016, 2020, 2023] };
    let value = |(i, year): (usize, &i64)| (*year, ((first + between + step * i as f64) * 100.0).round() / 100.0);
    years.iter().enumerate().map(value).collect()
}

/// Writes what a city sends: a declaration and its values for the cycles 2022 and 2024, and what came late.
fn send(dir: &Path, framework: &Framework, sent: &Sent, (city, at): (&str, usize)) {
    let withheld = city == "withheld" || (city == "tehama" && !sent.whole);
    let (consent, baseline) = match (withheld, COUNTED.contains(&city)) {
        (true, _) => ("private", (2000.0 + sent.secret % 20.0).floor().to_string()),
        (_, true) => ("aggregate_only", String::new()),
        _ => ("public", String::new()),
    };
    let (priorities, expertise) = if at % 2 == 0 { ("2.1.3", "1.1.1") } else { ("1.1.1", "2.1.3") };
    let mut rows: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    for m in &framework.measurements {
        for item in &m.items {
            for (year, value) in points(city, at, m, item) {
                let of_northbridge = city == "northbridge" && year == 2023;
                let folder = match m.measurement.len() % 11 {
                    _ if year < 2022 => "2022",
                    // Carried from the cycle before, and late.
                    0 if of_northbridge && !m.measurement.starts_with("adult") => continue,
                    1 if of_northbridge => "late",
                    _ => "2024",
                };
                let cycle = if folder == "2022" { "2022" } else { "2024" };
                let defined =
                    (city, m.measurement.as_str(), item.as_str()) == ("northbridge", "unemployment_rate", "total");
                let interval = [-0.4, 0.4].map(|by| match m.scale {
                    Scale::Percent if (1.0..=99.0).contains(&value) => format!("{:.2}", value + by),
                    _ => String::new(),
                });
                let note = if city == "hostile" && year == 2012 { HOSTILE } else { "" };
                let definition = if defined { "claimants" } else { "" };
                let (year, value) = (year.to_string(), value.to_string());
                let [low, high] = &interval;
                let row =
                    [city, cycle, &m.measurement, item, &year, &value, low, high, &m.sources[0], definition, note];
                rows.entry(folder).or_default().push(cells(row));
            }
        }
    }
    if city == "withheld" {
        let value = sent.secret.to_string();
        let row = [city, "2024", "adult_literacy_rate", "total", "2023", &value, "", "", "official", "", "secret note"];
        rows = BTreeMap::from([("2024", vec![cells(row)])]);
    }
    for (folder, rows) in rows {
        let below = |name: &str| format!("submissions/{city}-{folder}/{name}.csv");
        let (cycle, day) = match folder {
            "2022" => ("2022", "2022-05-01"),
            "2024" => ("2024", "2024-05-01"),
            _ => ("2024", "2025-02-01"),
        };
        let mut declared = cells([city, cycle, day, consent, &baseline, priorities, expertise]);
        declared.extend(contact(city));
        let header = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise,contact_name,contact_role,\
                      contact_email,languages,time_zone,contact_consent";
        put(dir, &below("city"), header, &[declared]);
        let header = "city,cycle,measurement,item,reference_year,value,ci_lower,ci_upper,source,definition,note";
        put(dir, &below("observations"), header, &rows);
    }
    let secret = format!("secret {}", sent.secret);
    let practices = match city {
        "withheld" => vec![cells([city, "1.1.1", &secret, "", "", "", "", "", "", ""])],
        _ => {
            let title = if city == "northbridge" { sent.practice } else { "Evening classes" };
            vec![
                cells([
                    city,
                    "1.1.1",
                    title,
                    "Classes for adults.",
                    "https://example.org/a?b=1&c=2",
                    "2015",
                    "low",
                    "the public libraries",
                    "Counted every month.",
                    "en",
                ]),
                cells([city, "2.1.3", HOSTILE, HOSTILE, "", "", "", HOSTILE, HOSTILE, ""]),
            ]
        }
    };
    let header = "city,feature,title,summary,link,started,cost_band,partners,evidence,language";
    put(dir, &format!("submissions/{city}-2024/practices.csv"), header, &practices);
}

/// What no page, table or file may say: contacts without the city's consent.
pub const HIDDEN: [&str; 6] =
    ["Hidden Nils", "Hidden Sara", "Hidden Tarik", "Hidden Wim", "Hidden office", "hidden.example"];

/// The contact cells of a city's declaration.
fn contact(city: &str) -> Vec<String> {
    cells(match city {
        "aasby" => ["Ada Openly", "Head of learning", "ada@aasby.example", "sv|en", "Europe/Stockholm", "public"],
        "hostile" => [HOSTILE, HOSTILE, "", "sw", "UTC+3", "public"],
        "northbridge" => ["Hidden Nils", "Hidden office", "nils@hidden.example", "nb|en", "Europe/Oslo", "secretariat"],
        "southport" => ["Hidden Sara", "Hidden office", "sara@hidden.example", "sw", "Africa/Nairobi", "none"],
        "tehama" => ["Hidden Tarik", "Hidden office", "tarik@hidden.example", "ar", "Asia/Aden", ""],
        // Their own contact may be public; the city is not.
        _ => ["Hidden Wim", "Hidden office", "wim@hidden.example", "en", "UTC", "public"],
    })
}

/// Writes the folder of a network.
pub fn network(dir: &Path, framework: &Framework, sent: &Sent) {
    support::write(
        dir,
        "network.toml",
        "name = \"Cities of the Test\"\nfictional = true\nabout = \"Invented for tests.\"\n\
         [in.fr]\nname = \"Villes d’essai\"\nabout = \"Inventées pour essayer.\"\n\
         [[peer_variable]]\nvariable = \"population\"\ntitle = \"population\"\nunit = \"inhabitants\"\ntransform = \"log\"\n\
         [[peer_variable]]\nvariable = \"schooling\"\ntitle = \"years of schooling\"\nunit = \"years\"\n\
         [settings]\npeers_min = 3\naggregate_cities = 8\n\
         [publication]\ncontact = \"network@secretariat.example\"\n",
    );
    let all = CITIES.iter().copied().chain(COUNTED.iter().map(|city| (*city, *city, "Arab States")));
    let (mut cities, mut context) = (Vec::new(), Vec::new());
    for (at, (city, name, region)) in all.enumerate() {
        let baseline = if city == "withheld" { "" } else { "2012" };
        cities.push(cells([city, name, "", "KEN", region, "2014", baseline]));
        context.push(cells([city, "2022", "population", &(40_000 + 5_000 * at).to_string()]));
        if sent.whole || city != "northbridge" {
            context.push(cells([city, "2022", "schooling", &(7.0 + 0.4 * at as f64).to_string()]));
        }
        send(dir, framework, sent, (city, at));
    }
    put(dir, "cities.csv", "city,name,local_name,country,region,joined,baseline_year", &cities);
    put(dir, "context.csv", "city,year,variable,value", &context);
    let definition = cells(["claimants", "unemployment_rate", "", "Claimants", "%", "people who claim a benefit"]);
    put(dir, "definitions.csv", "definition,measurement,language,title,unit,note", &[definition]);
    let correction = |action: &str, rest: &str| {
        format!(
            "[[correction]]\naction = \"{action}\"\ncity = \"northbridge\"\nmeasurement = \"adult_literacy_rate\"\n{rest}\n\
             asked = \"the city\"\ndate = \"2024-06-01\"\n"
        )
    };
    let of_female = "item = \"female\"\nreference_year = 2023\nexpect = 79.2\nvalue = 97.2\nreason = ";
    support::write(
        dir,
        "corrections.toml",
        [
            correction("override", &format!("{of_female}{HOSTILE:?}")),
            correction("drop", "item = \"male\"\nreference_year = 2022\nexpect = 12.0\nreason = \"Asked twice\""),
            correction(
                "flag",
                "item = \"male\"\nreference_year = 2023\nexpect = 97.0\nstatus = \"B|D\"\nreason = \"New census\"",
            ),
        ]
        .concat(),
    );
}

/// A network that went through ingest and engine.
struct Made {
    sent: Sent,
    marts: Marts,
    /// The submission of the city that withholds everything.
    withheld: String,
}

/// The marts of a network that was sent so, made once.
pub fn sent(sent: &Sent) -> Marts {
    of(sent, |made| with(&made.marts, made.marts.tables.clone()))
}

/// The submission of the city that withholds everything: the hash of its file.
pub fn withheld_submission(secret: f64) -> String {
    of(&Sent { secret, ..Sent::default() }, |made| made.withheld.clone())
}

fn of<T>(sent: &Sent, take: impl Fn(&Made) -> T) -> T {
    static MADE: Mutex<Vec<Made>> = Mutex::new(Vec::new());
    let mut all = MADE.lock().unwrap();
    if !all.iter().any(|made| made.sent == *sent) {
        all.push(make(sent));
    }
    all.iter().find(|made| made.sent == *sent).map(take).unwrap()
}

fn make(sent: &Sent) -> Made {
    let dir = tempfile::tempdir().unwrap();
    let (folder, store) = (dir.path().join("network"), dir.path().join("store"));
    let framework = framework();
    network(&folder, &framework, sent);
    let loaded = Network::load(&folder, &framework).unwrap();
    let report = learning_cities::ingest::run(&loaded, &framework, &BTreeMap::new(), &store).unwrap();
    let refused: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let store = Store::open(&store).unwrap();
    let snapshot = store.in_force().unwrap();
    let open = || Engine::open(&snapshot, &repository().join("queries"), Some(2024));
    let Opened { engine, editions, .. } =
        disclosure::open(disclosure::Editions::read(&store).unwrap(), &snapshot.id, open().unwrap(), open).unwrap();
    let mut marts = Marts::fetch(&engine, framework.countries).unwrap();
    let today = Today::read(&engine, &snapshot.id).unwrap();
    marts.give(&disclosure::settle(editions.all(), &today, true)).unwrap();
    // No link of a practice that leads elsewhere than to a page gets past ingest: it is put in here.
    let hostile = |table: &Table, title: &str, link: &str| {
        patch(table, link, |row| (table.text(title, row) == Some(HOSTILE)).then_some("javascript:alert(1)"))
    };
    for (name, title, link) in [("practices", "title", "link"), ("peer_learning", "practice", "practice_link")] {
        let table = hostile(&marts.tables[name], title, link);
        marts.tables.insert(name.into(), table);
    }
    let withheld = support::rows(&engine, "select submission from observations where city = 'withheld'").remove(0);
    Made { sent: sent.clone(), marts, withheld }
}

/// A table with other texts in some cells of a column.
pub fn patch(table: &Table, column: &str, cell: impl Fn(usize) -> Option<&'static str>) -> Table {
    let batch = table.batch();
    let at = batch.schema().index_of(column).unwrap();
    let texts = (0..table.len()).map(|row| cell(row).or_else(|| table.text(column, row)));
    let mut columns = batch.columns().to_vec();
    columns[at] = Arc::new(texts.collect::<StringArray>()) as ArrayRef;
    let batch = RecordBatch::try_new(batch.schema(), columns).unwrap();
    Table::new(batch.schema(), &[batch]).unwrap()
}

/// The marts with other tables.
pub fn with(marts: &Marts, tables: BTreeMap<String, Table>) -> Marts {
    Marts::new(marts.cycle, tables, marts.relations.clone(), marts.countries.clone()).unwrap()
}

pub fn framework() -> Framework {
    support::framework()
}

pub fn marts(secret: f64) -> Marts {
    sent(&Sent { secret, ..Sent::default() })
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
        for m in framework().measurements {
            for item in &m.items {
                let path = format!("city-series/{city}/{}-{item}.svg", m.measurement);
                add("city-series", &[city, &m.measurement, item], path)?;
            }
        }
    }
    Ok(figures)
}
