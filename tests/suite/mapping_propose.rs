//! `map FILE...`: what is proposed for tables, and that it reads.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use learning_cities::ingest::{Explained, Proposal, Words, explain, propose};
use learning_cities::model::vocabulary::Severity;

use super::mapping_guide::examples;
use super::support::{fixture, framework, repository, write};

struct Tried {
    proposal: Proposal,
    explained: Option<Explained>,
    _dir: tempfile::TempDir,
}

impl Tried {
    /// Records of a series that went in; its name, with `context ` before that of a variable.
    fn accepted(&self, series: &str) -> usize {
        let (name, is_context) = match series.strip_prefix("context ") {
            Some(variable) => (variable, true),
            None => (series, false),
        };
        let all = self.explained.iter().flat_map(|e| &e.series);
        all.filter(|s| s.name == name && s.is_context == is_context).map(|s| s.accepted).sum()
    }

    fn errors(&self) -> Vec<String> {
        let all = self.explained.iter().flat_map(|e| &e.findings);
        all.filter(|f| f.severity == Severity::Error)
            .map(|f| format!("{} {:?} {}", f.code, f.line, f.message))
            .collect()
    }

    fn has(&self, part: &str) {
        assert!(self.proposal.text.contains(part), "{part}\n{}", self.proposal.text);
    }
}

fn words() -> Words {
    let data = repository().join("data");
    Words::load(&data.join("framework/table-words.csv"), &framework(), &data.join("messages")).unwrap()
}

/// Proposes a mapping for files in a folder `office` and reads them as it says.
fn tried(files: &[(&str, &[u8])]) -> Tried {
    let dir = tempfile::tempdir().unwrap();
    let office = dir.path().join("office");
    let paths: Vec<PathBuf> = files.iter().map(|(name, bytes)| write(&office, name, bytes)).collect();
    let proposal = propose(&paths, &framework(), &words());
    assert_eq!(proposal.source, "office");
    let mapping = write(dir.path(), "proposed.toml", &proposal.text);
    let sources = BTreeMap::from([("office".to_string(), office)]);
    let explained = (proposal.reads > 0)
        .then(|| explain(&mapping, &sources, &framework(), None).unwrap_or_else(|e| panic!("{e}\n{}", proposal.text)));
    // All of it is TOML, also where nothing reads.
    toml::from_str::<toml::Table>(&proposal.text).unwrap_or_else(|e| panic!("{e}\n{}", proposal.text));
    Tried { proposal, explained, _dir: dir }
}

fn texts<'a>(files: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a [u8])> {
    files.iter().map(|(name, text)| (*name, text.as_bytes())).collect()
}

/// Of each example of docs/mapping.md what a proposal for its tables must read at least.
const EXPECTED: &[(&str, &[(&str, usize)])] = &[
    ("keys", &[("election_turnout", 4)]),
    ("ratios", &[("context population", 4)]),
    ("parts", &[]),
    ("lookup", &[("context population", 3)]),
    ("definitions", &[("context consumer_prices", 3)]),
    ("missing", &[("context rate", 2)]),
    ("intervals", &[("internet_usage", 2), ("physical_exercise_rate", 2), ("volunteering_rate", 2)]),
    ("editions", &[("election_turnout", 3), ("context population", 3), ("waste_per_capita", 2)]),
    ("wide", &[("adult_literacy_rate", 7)]),
    ("packed", &[("waste_per_capita", 2), ("co2_per_capita", 2)]),
    ("workbooks", &[("recorded_crime_rate", 2)]),
    ("columnar", &[("internet_usage", 2), ("context population", 2)]),
    ("exchange", &[("unemployment_rate", 2)]),
    ("bounds", &[("election_turnout", 4), ("waste_per_capita", 1)]),
];

#[test]
fn the_tables_of_the_guide_are_read_as_far_as_they_say_what_they_are() {
    let expected: BTreeMap<&str, &[(&str, usize)]> = EXPECTED.iter().copied().collect();
    let mut seen = 0;
    for example in examples() {
        let mut files: Vec<(String, Vec<u8>)> =
            example.tables.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
        for file in fs::read_dir(fixture("mapping")).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            if example.mapping.contains(&format!("pattern = \"{name}\"")) {
                files.push((name, fs::read(file.path()).unwrap()));
            }
        }
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
        let tried = tried(&files);
        for (series, least) in expected[example.name.as_str()] {
            let accepted = tried.accepted(series);
            assert!(
                accepted >= *least,
                "{} {series}: {accepted}\n{}\n{:?}",
                example.name,
                tried.proposal.text,
                tried.errors()
            );
        }
        assert!(tried.errors().is_empty(), "{}: {:?}\n{}", example.name, tried.errors(), tried.proposal.text);
        seen += 1;
    }
    assert_eq!(seen, EXPECTED.len());
}

#[test]
fn an_english_table_of_indicators_with_intervals_is_read() {
    let mut table =
        "\u{feff}areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
            .to_string();
    for (code, name, level) in [
        ("X01000001", "Fennholt", "District"),
        ("X01000002", "Quillport", "District"),
        ("Y92000001", "The Land", "Country"),
    ] {
        for year in 2018..2022 {
            table.push_str(&format!(
                "{code},{name},{level},Modelled unemployment rate,{year}-01-01/P1Y,{}.5,Percentage,%,{}.1,{}.9,,\n",
                year - 2012,
                year - 2012,
                year - 2012
            ));
            table.push_str(&format!(
                "{code},{name},{level},Employment rate,{year}-01-01/P1Y,7{}.5,Percentage,%,,,,\n",
                year - 2015
            ));
        }
    }
    let tried = tried(&texts(&[("labour.csv", &table)]));
    assert_eq!((tried.accepted("unemployment_rate"), tried.accepted("context employment_rate")), (12, 12));
    assert!(tried.errors().is_empty(), "{:?}", tried.errors());
    tried.has("interval = { lower = \"lci_95\", upper = \"uci_95\" }");
    tried.has("format = [\"interval\"]");
    tried.has("name = { column = \"areanm\" }");
}

#[test]
fn a_french_table_in_the_encoding_of_windows_is_read() {
    let table = "Code commune;Libellé;Année;Population municipale;Taux de chômage (%);Déchets ménagers (kg par habitant);Bibliothèques\n\
        01001;Brévigny;2019;12 450;7,25;412,5;3\n01001;Brévigny;2020;12 480;8,5;405;3\n01002;Aurelle;2019;980;6;388,25;nd\n01002;Aurelle;2020;nd;;390;1\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(table);
    let tried = tried(&[("communes.csv", &bytes)]);
    for part in
        ["delimiter = \";\"", "encoding = \"windows-1252\"", "decimal = \",\"", "missing = [\"nd\"]", "which stay"]
    {
        tried.has(part);
    }
    assert_eq!(tried.accepted("unemployment_rate"), 3, "{}", tried.proposal.text);
    assert_eq!((tried.accepted("waste_per_capita"), tried.accepted("context population")), (4, 3));
    assert!(tried.errors().is_empty(), "{:?}", tried.errors());
}

#[test]
fn a_spanish_table_with_a_key_of_two_columns_is_read() {
    let table = "cve_ent,cve_mun,nom_mun,Año,Población total,Grado promedio de escolaridad,Tasa de desocupación,Homicidios\n\
        1,1,Valdesol,2010,797010,9.75,5.5,12\n1,2,Piedra Alta,2010,45492,7.25,4,N/D\n1,1,Valdesol,2020,948990,10.5,3.5,20\n\
        1,2,Piedra Alta,2020,51536,8.5,N/D,3\n2,1,Otro Valle,2020,12000,8,3,1\n2,11,Monte Claro,2020,500,6.5,2,0\n";
    let tried = tried(&texts(&[("municipios.csv", table)]));
    tried.has("city = { columns = [\"cve_ent\", \"cve_mun\"], join = \"-\", pad = [0, 2] }");
    tried.has("year = { column = \"Año\" }");
    assert_eq!(
        (
            tried.accepted("mean_years_of_schooling"),
            tried.accepted("unemployment_rate"),
            tried.accepted("context population")
        ),
        (6, 5, 6),
        "{}",
        tried.proposal.text
    );
    assert!(tried.errors().is_empty(), "{:?}", tried.errors());
}

#[test]
fn a_portuguese_wide_table_below_its_title_is_read() {
    let table = "Tabela 9543 - Taxa de alfabetização das pessoas de 15 anos ou mais (%)\n\nCód.;Município;2010;2022\n\
        3500105;Vila Serena;94,5;96,75\n3500204;Porto Manso;88,25;...\n3500303;Campo Fundo;-;91\nFonte: censo demográfico;;;\n";
    let tried = tried(&texts(&[("tabela9543.csv", table)]));
    for part in
        ["skip_lines = 1", "columns = \"^([0-9]{4})$\"", "keep = [{ column = \"Cód.\"", "Some offices write - for zero"]
    {
        tried.has(part);
    }
    assert_eq!(tried.accepted("adult_literacy_rate"), 4, "{}", tried.proposal.text);
    assert!(tried.errors().is_empty(), "{:?}", tried.errors());
}

#[test]
fn a_german_table_with_lost_zeros_and_a_total_is_read() {
    let table = "AGS;Gemeinde;Jahr;Bevölkerung;Arbeitslosenquote;Hausmüll in kg je Einwohner\n\
        1001000;Grünfurt;2020;89.934;8,5;210,5\n1002000;Moorhafen;2020;246.601;7,75;.\n11000000;Steinau;2020;1.250.000;9;198\n\
        1001000;Grünfurt;2021;90.100;8;205\n1002000;Moorhafen;2021;247.000;7,25;201,5\n11000000;Steinau;2021;1.260.000;8,5;.\nInsgesamt;;2020;1.586.535;8,4;205\n";
    let tried = tried(&texts(&[("gemeinden.csv", table)]));
    for part in
        ["pad = 8", "decimal = \",\", thousands = \".\"", "missing = [\".\"]", "1 row is of no city: \"Insgesamt\""]
    {
        tried.has(part);
    }
    assert_eq!(
        (tried.accepted("unemployment_rate"), tried.accepted("waste_per_capita"), tried.accepted("context population")),
        (6, 4, 6),
        "{}",
        tried.proposal.text
    );
    assert!(tried.errors().is_empty(), "{:?}", tried.errors());
}

#[test]
fn a_guess_is_commented_out_with_its_reason() {
    let table = "code,year,unemployed persons,training,turnout\na1,2020,5300,12.5,160\na1,2021,5100,13,170\na2,2020,200,9,155\na2,2021,210,9.5,158\n";
    let tried = tried(&texts(&[("t.csv", table)]));
    assert_eq!(tried.accepted("adult_learning_participation"), 0);
    tried.has("# A guess:\n# column \"training\": the words");
    tried.has("# measurement = \"adult_learning_participation\"");
    tried.has("column \"turnout\": not election_turnout for the words");
    tried.has("values from 155 to 170 are not within 0 to 100");
    // Something is read all the same, under its own name.
    assert_eq!(
        tried.accepted("context unemployed_persons") + tried.accepted("context training"),
        4,
        "{}",
        tried.proposal.text
    );
}

#[test]
fn rows_of_quarters_and_of_groups_are_seen() {
    let quarters: String = (0..8).map(|q| format!("c1,{}Q{},{}.5\n", 2020 + q / 4, 1 + q % 4, 5 + q % 4)).collect();
    let tried_quarters = tried(&texts(&[("q.csv", &format!("code,period,unemployment rate\n{quarters}"))]));
    tried_quarters.has("over = { by = [\"period\"], take = \"mean\", need = 4 }");
    assert_eq!(tried_quarters.accepted("unemployment_rate"), 2, "{}", tried_quarters.proposal.text);
    let groups = "code,year,sex,age,literacy rate\nc1,2020,F,15-24,99\nc1,2020,M,15-24,98\nc1,2020,T,15-24,98.5\nc1,2020,F,Total,95\nc1,2020,M,Total,96\nc1,2020,T,Total,95.5\n\
        c2,2020,F,15-24,97\nc2,2020,M,15-24,96\nc2,2020,T,15-24,96.5\nc2,2020,F,Total,91\nc2,2020,M,Total,93\nc2,2020,T,Total,92\n";
    let tried_groups = tried(&texts(&[("g.csv", groups)]));
    tried_groups.has("keep = [{ column = \"age\", equals = \"Total\" }]");
    tried_groups
        .has("item = { column = \"sex\", codes = { \"F\" = \"female\", \"M\" = \"male\", \"T\" = \"total\" } }");
    assert_eq!(tried_groups.accepted("adult_literacy_rate"), 6, "{}", tried_groups.proposal.text);
    let unclear =
        "code,year,tenure,unemployment rate\nc1,2020,rented,9\nc1,2020,owned,4\nc2,2020,rented,8\nc2,2020,owned,3\n";
    let tried_unclear = tried(&texts(&[("u.csv", unclear)]));
    assert_eq!(tried_unclear.proposal.reads, 0, "{}", tried_unclear.proposal.text);
    tried_unclear.has("keep = [{ column = \"tenure\", equals = \"rented\" }]");
}

#[test]
fn what_is_no_table_is_said_in_a_sentence() {
    let wide: String = (0..5000).map(|i| format!("c{i}")).collect::<Vec<_>>().join(",");
    let cells: String = (0..5000).map(|i| i.to_string()).collect::<Vec<_>>().join(",");
    let wide = format!("{wide}\n{cells}\n{cells}\n");
    let huge = format!("code,year,text\na1,2020,{}\n", "x".repeat(2 << 20));
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(b"code,year,turnout\na,2020,50\n").unwrap();
    let gz = gz.finish().unwrap();
    let binary: Vec<u8> = (0..4000_u32).map(|i| (i * 7919 % 256) as u8).collect();
    for (name, bytes, part) in [
        ("empty.csv", &b""[..], "The file is empty"),
        ("blank.csv", b"\n\n\n", "no header"),
        ("header.csv", b"code,year,turnout\n", "has a header and no row"),
        ("one.csv", b"turnout\n50\n60\n", "one column"),
        ("data.csv", b"1,2020,50.5\n2,2020,60.5\n", "looks like data"),
        ("binary.csv", &binary, "binary"),
        ("zeros.csv", &[0; 64], "binary"),
        ("huge.csv", huge.as_bytes(), "longer than"),
        ("packed.csv", &gz, "does not end with .gz"),
        ("page.csv", b"<!DOCTYPE html><html></html>", "web page"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "before 2007"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("list.json", b"[{\"a\": 1}]", "list of JSON"),
        ("wrong.json", b"{\"a\": 1}", "no JSON-stat"),
        ("wrong.xlsx", b"PK\x03\x04nothing", "no XLSX workbook"),
        ("wrong.ods", b"PK\x03\x04nothing", "cannot be read"),
        ("wrong.zip", b"PK\x03\x04nothing", "cannot be unpacked"),
        ("wrong.parquet", b"PAR1nothing", "Parquet"),
        ("quote.csv", b"code,year,\"turnout\na,2020,50\nb,2020,60\n", "never closes"),
        ("wide.csv", wide.as_bytes(), "Nothing that a mapping could read"),
    ] {
        let tried = tried(&[(name, bytes)]);
        let said: Vec<&str> = tried.proposal.refused.iter().map(|(_, why)| why.as_str()).collect();
        assert!(said.iter().any(|s| s.contains(part)), "{name}: {said:?}");
        assert!(!said.iter().any(|s| s.contains("fault of the program")), "{name}: {said:?}");
        assert!(tried.proposal.text.len() < 100_000, "{name}: {}", tried.proposal.text.len());
    }
    // One that is none does not stop the others.
    let both = tried(&texts(&[("a.csv", ""), ("b.csv", "code,year,turnout\na,2020,50\nb,2020,60\n")]));
    assert_eq!((both.accepted("election_turnout"), both.proposal.refused.len()), (2, 1));
}

#[test]
fn the_delimiter_is_that_of_the_name_where_others_split_alike() {
    let table =
        "geo\tyear\tturnout\tnote, a, b, c\na1\t2020\t50\tx,y,z,w\nb1\t2020\t60\tx,y,z,v\nc1\t2021\t55\tx,y,z,u\n";
    let tried = tried(&texts(&[("t.tsv", table)]));
    assert!(!tried.proposal.text.contains("delimiter"), "{}", tried.proposal.text);
    assert_eq!(tried.accepted("election_turnout"), 3, "{}", tried.proposal.text);
}

#[test]
fn names_that_would_break_toml_are_quoted() {
    let table = "code,year,\"turn\"\"out\\ \u{1b}[31m\nof voters\",\"a\"\"b\nc\"\n#1,2020,50,x\nb,2020,60,y\nc,2021,55,\"z\n\"\n";
    tried(&texts(&[("o'dd \"name\"_2020.csv", table)]));
    tried(&texts(&[("a*?.csv", "code,year,turnout\na,2020,50\n")]));
    tried(&texts(&[("dup.csv", "code,code,year,turnout,turnout\na,b,2020,50,60\nb,c,2020,50,60\n")]));
    tried(&texts(&[("ragged.csv", "code,year,turnout\na,2020\nb,2020,60,9,9\nc,2020,70\n")]));
}

#[test]
fn any_cells_give_toml_and_no_panic() {
    let cells = [
        "",
        "a1",
        "2020",
        "-",
        "..",
        "1,5",
        "1.5",
        "1 234",
        "total",
        "F",
        "2020Q1",
        "\"",
        "é",
        "%",
        "E06000001",
        "x;y",
        "\u{1}",
        "99999999999999999999",
        "1e308",
    ];
    let mut state = 7_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % n
    };
    for round in 0..150 {
        let (rows, columns) = (1 + next(8), 1 + next(7));
        let sign = [",", ";", "\t", "|"][next(4)];
        let text: String = (0..=rows)
            .map(|_| (0..columns).map(|_| cells[next(cells.len())]).collect::<Vec<_>>().join(sign) + "\n")
            .collect();
        let name = ["t.csv", "unemployment rate 2020.csv", "t.tsv", "turnout_2020_2021.txt"][round % 4];
        let tried = tried(&texts(&[(name, &text)]));
        assert!(!tried.proposal.text.contains("fault of the program"), "{text}");
    }
}

#[test]
fn the_command_writes_over_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let table = write(dir.path(), "t.csv", "code,year,turnout\na,2020,50\nb,2020,60\n");
    let out = dir.path().join("office.toml");
    let run = |args: &[&std::ffi::OsStr]| {
        Command::new(env!("CARGO_BIN_EXE_learning-cities"))
            .args(["--root", env!("CARGO_MANIFEST_DIR"), "map"])
            .args(args)
            .output()
            .unwrap()
    };
    let first = run(&[table.as_os_str(), "--out".as_ref(), out.as_os_str()]);
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let said = String::from_utf8(first.stderr).unwrap();
    assert!(said.contains("1 of them can be read as proposed") && said.contains("map --explain"), "{said}");
    let written = fs::read_to_string(&out).unwrap();
    assert!(written.contains("measurement = \"election_turnout\""));
    let again = run(&[table.as_os_str(), "--out".as_ref(), out.as_os_str()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8(again.stderr).unwrap().contains("is there already"));
    assert_eq!(fs::read_to_string(&out).unwrap(), written);
    let shown = run(&[table.as_os_str()]);
    assert_eq!((shown.status.code(), String::from_utf8(shown.stdout).unwrap()), (Some(0), written));
    let missing = run(&["nowhere.csv".as_ref()]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("cannot be read"));
    for wrong in
        [&[][..], &["--explain".as_ref(), out.as_os_str()], &[table.as_os_str(), "--source".as_ref(), "a=b".as_ref()]]
    {
        assert_eq!(run(wrong).status.code(), Some(2), "{wrong:?}");
    }
}
