//! Other people's tables, read as a mapping says.

use std::path::Path;

use learning_cities::ingest::read::mapping::Mapping;
use learning_cities::ingest::read::raw::RawFile;
use learning_cities::model::framework::Framework;
use polars::prelude::DataFrame;

fn load(text: &str) -> Result<Mapping, String> {
    let framework = Framework::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/framework")).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.toml");
    std::fs::write(&path, text).unwrap();
    Mapping::load(&path, &framework).map_err(|e| e.to_string().replace(&path.display().to_string(), "m.toml"))
}

const HEAD: &str = "source = \"s\"\nconsent = \"public\"\n";

/// A mapping of one file `t.csv` with the given keys of its `[[file]]` and, below, its definitions.
fn read(file: &str, definitions: &str, bytes: &[u8]) -> RawFile {
    let text = format!("{HEAD}[[file]]\npattern = \"t.csv\"\n{file}\n{definitions}");
    load(&text).unwrap().read(bytes, "s:t.csv")
}

const LONG: &str = "city = { column = \"code\" }\nyear = { column = \"year\" }";
const RATE: &str = "[[file.measurement]]\nmeasurement = \"unemployment_rate\"\ncolumn = \"v\"\nsource = \"official\"\n";

fn column(frame: &Option<DataFrame>, name: &str) -> Vec<Option<String>> {
    let frame = frame.as_ref().unwrap();
    frame.column(name).unwrap().str().unwrap().iter().map(|c| c.map(str::to_string)).collect()
}

fn some(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|t| (!t.is_empty()).then(|| t.to_string())).collect()
}

fn lines(frame: &Option<DataFrame>) -> Vec<u32> {
    frame.as_ref().unwrap().column("line").unwrap().u32().unwrap().iter().flatten().collect()
}

/// accepted + rejected + filtered = read, as far as a reader can know it.
fn adds_up(raw: &RawFile) {
    let frames = [&raw.observations, &raw.context];
    let records: usize = frames.iter().filter_map(|f| f.as_ref()).map(DataFrame::height).sum();
    let alone = if frames.iter().all(|f| f.is_none()) { raw.cities.as_ref().map_or(0, DataFrame::height) } else { 0 };
    let unsplit = raw.findings.iter().filter(|f| f.line.is_some() && f.code == "wrong_width").count();
    assert_eq!(raw.rows_read, raw.filtered + records + alone + unsplit);
}

#[test]
fn line_ends_marks_and_encodings_give_the_same_rows() {
    let text = "code,year,v\nx1,2020,5.5\n\nx2,2021,\" 6,1 \"\n";
    let mut forms: Vec<(String, Vec<u8>)> = vec![
        (String::new(), text.into()),
        (String::new(), format!("\u{feff}{text}").into()),
        (String::new(), text.replace('\n', "\r\n").into()),
        (String::new(), text.replace('\n', "\r").into()),
        (
            "delimiter = \";\"\n".into(),
            text.replace(",\" 6,1 \"", ";\" 6,1 \"")
                .replace("x2,2021", "x2;2021")
                .replace("x1,2020,", "x1;2020;")
                .replace("code,year,v", "code ; year;v")
                .into(),
        ),
        ("delimiter = \"tab\"\n".into(), text.replace("6,1", "6#1").replace(',', "\t").replace('#', ",").into()),
    ];
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    forms.push(("encoding = \"utf-16le\"\n".into(), utf16));
    for (keys, bytes) in forms {
        let raw = read(&format!("{keys}{LONG}"), RATE, &bytes);
        assert_eq!(raw.findings, [], "{keys}");
        assert_eq!(column(&raw.observations, "city"), some(&["x1", "x2"]));
        assert_eq!(column(&raw.observations, "value"), some(&["5.5", "6,1"]));
        assert_eq!(column(&raw.observations, "cycle"), some(&["2020", "2021"]), "each row's reference year");
        assert_eq!(column(&raw.observations, "consent"), some(&["public", "public"]));
        assert_eq!(lines(&raw.observations), [2, 4]);
        adds_up(&raw);
    }
    let latin = read(
        &format!("encoding = \"windows-1252\"\n{LONG}"),
        "[file.registry]\nname = { column = \"v\" }\ncountry = \"FRA\"\nregion = \"Europe and North America\"",
        b"code,year,v\nx1,2020,Orl\xe9ans\n",
    );
    assert_eq!(column(&latin.cities, "name"), some(&["Orléans"]));
}

#[test]
fn periods_become_years_and_what_fits_no_format_stays() {
    let years = |format: &str, periods: &[&str]| {
        let file = format!("city = {{ column = \"code\" }}\nyear = {{ column = \"year\", {format} }}");
        let rows: String = periods.iter().map(|p| format!("x,{p},1\n")).collect();
        let raw = read(&file, RATE, format!("code,year,v\n{rows}").as_bytes());
        column(&raw.observations, "reference_year").into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>()
    };
    assert_eq!(years("format = [\"plain\"]", &["1995", "1995.0", "95"]), ["1995", "1995.0", "95"]);
    assert_eq!(
        years("format = [\"float\"]", &["1995.0", "1995.", "1995.5", "1995"]),
        ["1995", "1995", "1995.5", "1995"]
    );
    assert_eq!(
        years("format = [\"date\"]", &["2021-09-30", "2021-09-30T00:00:00Z", "2021-13-30"]),
        ["2021", "2021", "2021-13-30"]
    );
    let intervals = ["2015-01-01/P1Y", "2019-08-01/P1Y", "2019-08-01T00:00:00/P12M", "2019-01-01/P3M"];
    assert_eq!(years("format = [\"interval\"]", &intervals), ["2015", "2019", "2019", "2019-01-01/P3M"]);
    assert_eq!(
        years("format = [\"interval\"], take = \"end\"", &intervals),
        ["2015", "2020", "2020", "2019-01-01/P3M"]
    );
    let academic = ["2015-16", "2015/16", "1999-2000", "1999-00", "2015-17", "2015-2116", "2015-11"];
    assert_eq!(
        years("format = [\"academic\"]", &academic),
        ["2015", "2015", "1999", "1999", "2015-17", "2015-2116", "2015-11"]
    );
    assert_eq!(years("format = [\"academic\"], take = \"end\"", &academic)[..4], ["2016", "2016", "2000", "2000"]);
    assert_eq!(years("format = [\"pattern\"], pattern = \"^FY([0-9]{4})\"", &["FY2020/21", "2020"]), ["2020", "2020"]);
    assert_eq!(years("format = [\"plain\", \"academic\"]", &["2014", "2015-16"]), ["2014", "2015"]);
    let fixed = read("city = { column = \"code\" }\nyear = { value = 2021 }\ncycle = 2024", RATE, b"code,v\nx,1\n");
    assert_eq!(column(&fixed.observations, "reference_year"), some(&["2021"]));
    assert_eq!(column(&fixed.observations, "cycle"), some(&["2024"]));
}

#[test]
fn filters_keys_items_and_every_row_is_counted() {
    let file = "keep = [{ column = \"code\", matches = \"^[0-9]+$\" }, { column = \"kind\", equals = \"rate\" }]\ndrop = [{ column = \"note\", matches = \"(?i)obsolete\" }]\ncity = { column = \"code\", pad = 4, prefix = \"c\", replace = { c0009 = \"c9999\" } }\nyear = { column = \"year\" }";
    let definition = format!(
        "{RATE}item = {{ column = \"sex\", codes = {{ F = \"female\", M = \"male\", T = \"total\" }} }}\nnote = \"Registered\"\nnote_column = \"note\"\n"
    );
    let table = "code,kind,year,sex,v,note\n7,rate,2020,F,5,\n12345,rate,2020,M,6,revised\n9,rate,2020,X,7,\n7,count,2020,F,900,\nUK,rate,2020,T,5,\n8,rate,2020,T,5,Obsolete code\n";
    let raw = read(file, &definition, table.as_bytes());
    assert_eq!(column(&raw.observations, "city"), some(&["c0007", "c12345", "c9999"]));
    assert_eq!(
        column(&raw.observations, "item"),
        some(&["female", "male", "X"]),
        "an unlisted text stays for the checks to name"
    );
    assert_eq!(column(&raw.observations, "note"), some(&["Registered", "Registered; revised", "Registered"]));
    assert_eq!((raw.rows_read, raw.filtered), (6, 3));
    assert_eq!(column(&raw.observations, "raw")[0].as_deref(), Some("7\trate\t2020\tF\t5\t"));
    adds_up(&raw);
}

#[test]
fn numbers_intervals_and_quality_codes() {
    let definition = format!(
        "{RATE}complement = true\nmultiply = 0.1\ninterval = {{ lower = \"lo\", upper = \"hi\" }}\nsample_size = {{ column = \"n\" }}\ndesign_effect = 1.5\nstatus = \"D\"\nquality = {{ column = \"q\", codes = {{ e = \"E\", u = \"U\" }}, without_value = {{ u = \"Q\", z = \"M\" }} }}\n"
    );
    let table = "code,year,v,lo,hi,n,q\nx,2020,5,4,6,100,\nx,2021,5,4,..,n/a,e\nx,2022,..,,,,u\nx,2023,,,,,z\nx,2024,5,,,,u\nx,2019,5,,,,?\nx,2018,,,,,\n";
    let raw = read(&format!("missing = [\"..\", \"n/a\"]\n{LONG}"), &definition, table.as_bytes());
    assert_eq!(column(&raw.observations, "status"), some(&["D", "D|E", "Q", "M", "D|U", "D|?", ""]));
    assert_eq!(column(&raw.observations, "value"), some(&["5", "5", "", "", "5", "5", ""]));
    assert_eq!(column(&raw.observations, "ci_upper"), some(&["6", "", "", "", "", "", ""]));
    assert_eq!(column(&raw.observations, "sample_size"), some(&["100", "", "", "", "", "", ""]));
    assert_eq!(column(&raw.observations, "design_effect")[0].as_deref(), Some("1.5"));
    let number = |name: &str| raw.observations.as_ref().unwrap().column(name).unwrap().f64().unwrap().get(0).unwrap();
    assert_eq!((number("multiply"), number("add")), (-0.1, 100.0));
    adds_up(&raw);
    // Codes in place of numbers.
    let definition = format!("{RATE}quality = {{ column = \"v\", codes = {{ c = \"Q\" }} }}\n");
    let raw = read(&format!("missing = [\"c\"]\n{LONG}"), &definition, b"code,year,v\nx,2020,c\nx,2021,7\n");
    assert_eq!(column(&raw.observations, "status"), some(&["Q", ""]));
    assert_eq!(column(&raw.observations, "value"), some(&["", "7"]));
}

#[test]
fn a_wide_table_counts_each_cell_that_is_asked_for() {
    let table = "code,name,2019,2020 ,pop 2020\nx,X-town,5,,1000\ny,Y-town,,6,\nUK,Land,1,1,1\n";
    let file = "keep = [{ column = \"code\", matches = \"^[a-z]$\" }]\ncity = { column = \"code\" }";
    let wide = "columns = \"^([0-9]{4})$\"\nsource = \"official\"\nmeasurement = \"unemployment_rate\"\n";
    let context = "[[file.context]]\nvariable = \"population\"\ncolumn = \"pop 2020\"\nyear = { value = 2020 }\n[file.registry]\nname = { column = \"name\" }\ncountry = \"KEN\"\nregion = \"Africa\"\n";
    let raw = read(file, &format!("[[file.measurement]]\n{wide}empty = \"skip\"\n{context}"), table.as_bytes());
    assert_eq!(column(&raw.observations, "reference_year"), some(&["2019", "2020"]));
    assert_eq!(column(&raw.observations, "city"), some(&["x", "y"]));
    assert_eq!(column(&raw.context, "value"), some(&["1000"]));
    assert_eq!(column(&raw.cities, "name"), some(&["X-town", "Y-town"]));
    assert_eq!((raw.rows_read, raw.filtered), (4, 1), "x yields two records, y one, UK none");
    adds_up(&raw);
    let raw = read(file, &format!("[[file.measurement]]\n{wide}empty = \"O\"\n"), table.as_bytes());
    assert_eq!(column(&raw.observations, "status"), some(&["", "O", "O", ""]));
    assert_eq!((raw.rows_read, raw.filtered), (5, 1));
    let raw = read(file, &format!("[[file.measurement]]\n{wide}"), table.as_bytes());
    assert_eq!(column(&raw.observations, "status"), some(&["", "", "", ""]), "nothing said: the checks refuse the row");
    adds_up(&raw);
}

#[test]
fn a_registry_alone_counts_each_city_once_and_names_contradictions() {
    let registry = "[file.registry]\nname = { column = \"name\" }\ncountry = { column = \"land\", codes = { Kenya = \"KEN\" } }\nregion = \"Africa\"\njoined = 2019\nlocal_name = { column = \"name\" }\nlocal_name_language = \"sw\"\n";
    let raw = read(
        "city = { column = \"code\" }",
        registry,
        "code,name,land\na,A-town,Kenya\na,A-town,Kenya\nb,B-town,Kenya\na,A-city,Kenya\n".as_bytes(),
    );
    assert_eq!(column(&raw.cities, "name"), some(&["A-town", "B-town"]));
    assert_eq!(column(&raw.cities, "country"), some(&["KEN", "KEN"]));
    assert_eq!(column(&raw.cities, "joined"), some(&["2019", "2019"]));
    assert_eq!(column(&raw.cities, "local_name_language"), some(&["sw", "sw"]));
    assert_eq!((raw.rows_read, raw.filtered), (4, 2));
    let found: Vec<_> = raw.findings.iter().map(|f| (f.code, f.line, f.found.as_deref())).collect();
    assert_eq!(found, [("registry_differs", Some(5), Some("A-city"))]);
    adds_up(&raw);
}

#[test]
fn broken_tables_are_findings() {
    let codes = |file: &str, bytes: &[u8]| {
        let raw = read(file, RATE, bytes);
        adds_up(&raw);
        raw.findings.iter().map(|f| (f.code, f.line)).collect::<Vec<_>>()
    };
    assert_eq!(codes(LONG, b""), [("file_empty", None)]);
    assert_eq!(codes(LONG, b"\n\n"), [("file_empty", None)]);
    assert_eq!(codes(LONG, b"code,year,v\n"), []);
    assert_eq!(codes(LONG, b"code;year;v\nx;2020;1\n"), [("missing_column", None)]);
    assert_eq!(codes(LONG, b"code,year,v,v\nx,2020,1,2\n"), [("double_column", None)]);
    assert_eq!(
        codes(LONG, b"code,year,v\nx,2020,1\nx,2021,1,5\nx,2022\nx,2023,4,,\n"),
        [("wrong_width", Some(3)), ("wrong_width", Some(4)), ("wrong_width", Some(5))]
    );
    assert_eq!(codes(LONG, b"code,year,v\nx,2020,\"1\ny,2020,2\n"), [("unclosed_quote", None)]);
    // The mark after x closes before z, which would go into the cell together with all of y's row.
    let stray = b"code,year,v\n\"x,2020,1\ny,2020,2\n\"z\",2020,3\nw,2020,4\n";
    assert_eq!(codes(LONG, stray), [("unclosed_quote", None)]);
    let message =
        read(&format!("skip_lines = 1\n{LONG}"), RATE, &[b"Title\n", &stray[..]].concat()).findings[0].message.clone();
    assert!(message.contains("opens on line 3 and is not closed before the next one, on line 5"), "{message}");
    assert_eq!(codes(LONG, b"code,year,v\nx,2020,\xff\n"), [("not_text", None)]);
    assert_eq!(codes(LONG, b"PK\x03\x04\0\0\0\0"), [("file_binary", None)]);
    let long = |n: usize| format!("code,year,v\nx,2020,{}\n", "1".repeat(n)).into_bytes();
    assert_eq!(codes(LONG, &long((1 << 20) - 7)), []);
    assert_eq!(codes(LONG, &long((1 << 20) - 6)), [("line_too_long", None)]);
    assert_eq!(codes(&format!("skip_lines = 9\n{LONG}"), b"code,year,v\n"), [("file_empty", None)]);
    let raw = read(&format!("skip_lines = 2\n{LONG}"), RATE, b"Title\n\ncode,year,v\n\"a\nb\",2020,1\nx,2021,1\n");
    assert_eq!(lines(&raw.observations), [4, 6]);
}

#[test]
fn a_file_that_no_pattern_finds_is_a_finding() {
    let raw = load(&format!("{HEAD}[[file]]\npattern = \"t.csv\"\n{LONG}\n{RATE}"))
        .unwrap()
        .read(b"code,year,v\n", "s:other.csv");
    assert_eq!(raw.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["not_mapped"]);
}

#[test]
fn a_wrong_mapping_is_told_with_its_line() {
    let file = format!("[[file]]\npattern = \"t.csv\"\n{LONG}\n");
    let wrong = |text: String| load(&text).map(|_| ()).unwrap_err();
    let cases = [
        (format!("{HEAD}{file}{}", RATE.replace("unemployment_rate", "unemployment")), 8, "\"unemployment\" is not in"),
        (format!("{HEAD}{file}{}", RATE.replace("official", "officials")), 10, "none of official, survey, expert"),
        (format!("{HEAD}{file}{RATE}colum = \"x\"\n"), 11, "unknown field `colum`"),
        (format!("{HEAD}{file}{RATE}status = \"D|Y\"\n"), 11, "\"Y\" is no SDMX"),
        (format!("{HEAD}{file}{RATE}item = \"girls\"\n"), 7, "item \"girls\" is none of"),
        (format!("{HEAD}{file}keep = [{{ column = \"a\", matches = \"(\" }}]\n{RATE}"), 7, "regular expression"),
        (format!("{HEAD}{file}encoding = \"ebcdic\"\n{RATE}"), 7, "encoding"),
        (format!("{HEAD}{file}delimiter = \"ab\"\n{RATE}"), 7, "delimiter"),
        (format!("{HEAD}{file}"), 3, "feeds nothing"),
        (format!("{HEAD}[[file]]\npattern = \"t.csv\"\ncity = {{ column = \"code\" }}\n{RATE}"), 6, "year"),
        (format!("source = \"s\"\nconsent = \"yes\"\n{file}{RATE}"), 2, "consent \"yes\""),
        (format!("source = \"a b\"\nconsent = \"public\"\n{file}{RATE}"), 1, "source"),
        (format!("{HEAD}{file}{}", RATE.replace("column = \"v\"", "columns = \"^[0-9]{4}$\"")), 9, "group"),
        (format!("{HEAD}{file}{RATE}multiply = 0.0\n"), 7, "multiply"),
    ];
    for (text, line, part) in cases {
        let message = wrong(text);
        assert!(
            message.starts_with(&format!("m.toml line {line}: ")) && message.contains(part),
            "{message} (line {line}, {part})"
        );
    }
    assert!(wrong(HEAD.to_string()).contains("file"));
}

#[test]
fn patterns_find_files_and_say_when_they_find_none_or_two() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a-2020.csv", "a-2021.csv", "sub/deep/b.csv", ".hidden.csv", "c.txt"] {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "").unwrap();
    }
    let files = |patterns: &[&str]| {
        let text: String = patterns.iter().map(|p| format!("[[file]]\npattern = \"{p}\"\n{LONG}\n{RATE}")).collect();
        let mapping = load(&format!("{HEAD}{text}")).unwrap();
        mapping
            .files(dir.path())
            .map(|f| f.into_iter().map(|(_, name)| name).collect::<Vec<_>>())
            .map_err(|e| e.to_string())
    };
    assert_eq!(files(&["a-20??.csv"]).unwrap(), ["s:a-2020.csv", "s:a-2021.csv"]);
    assert_eq!(files(&["**/*.csv"]).unwrap(), ["s:a-2020.csv", "s:a-2021.csv", "s:sub/deep/b.csv"]);
    assert_eq!(files(&["sub/**/b.csv"]).unwrap(), ["s:sub/deep/b.csv"]);
    assert!(files(&["b.csv"]).unwrap_err().contains("finds no file"));
    assert!(files(&["a*.csv", "*2021.csv"]).unwrap_err().contains("both find a-2021.csv"));
    assert!(
        load(&format!("{HEAD}[[file]]\npattern = \"t.csv\"\n{LONG}\n{RATE}"))
            .unwrap()
            .files(&dir.path().join("none"))
            .is_err()
    );
}

#[test]
fn long_lists_of_codes_are_looked_up_and_not_nested() {
    let list = |entry: fn(usize) -> String| (0..3000).map(entry).collect::<Vec<_>>().join(", ");
    let replace = list(|i| format!("c{i} = \"d{i}\""));
    let codes = list(|i| format!("q{i} = \"D\""));
    let file = format!(
        "city = {{ column = \"code\", replace = {{ {replace} }} }}\nyear = {{ column = \"year\" }}\nmissing = [{}]\n\
         quality = {{ column = \"flag\", codes = {{ {codes} }}, without_value = {{ q7 = \"O\", x = \"M\" }} }}\n",
        list(|i| format!("\"m{i}\"")),
    );
    let rows = "c2999,2020,5,q1\nother,2020,m17,q7\nc0,2021,m0,x\nc1,2021,6,odd\nc1,2022,,q8\n";
    let raw = read(&file, RATE, format!("code,year,v,flag\n{rows}").as_bytes());
    assert_eq!(column(&raw.observations, "city"), some(&["d2999", "other", "d0", "d1", "d1"]));
    assert_eq!(column(&raw.observations, "value"), some(&["5", "", "", "6", ""]));
    assert_eq!(column(&raw.observations, "status"), some(&["D", "O", "M", "odd", "D"]));
}

#[test]
fn more_lines_to_skip_than_any_file_has_leave_no_header() {
    let raw = read(&format!("skip_lines = 9000000000000000000\n{LONG}"), RATE, b"code,year,v\nx,2020,1\n");
    assert_eq!(raw.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["file_empty"]);
}

#[test]
fn what_a_finding_shows_of_a_mapped_row_can_be_shown() {
    let raw = read(LONG, RATE, "code,year,v\nx\u{7}\u{202e},2020\n".as_bytes());
    assert_eq!(raw.findings[0].found.as_deref(), Some("x\u{fffd}\u{fffd}\t2020"));
}

/// Empty cells beyond the header's are nothing where a spreadsheet has written them into every row; in some rows alone
/// a delimiter within a cell has moved the others.
#[test]
fn cells_moved_by_a_delimiter_are_seen_though_the_last_ones_are_empty() {
    let rates = |rows: &str| {
        let raw = read(LONG, RATE, format!("code,year,v,note\n{rows}").as_bytes());
        adds_up(&raw);
        let codes: Vec<_> = raw.findings.iter().map(|f| (f.code, f.line)).collect();
        (codes, column(&raw.observations, "value"))
    };
    assert_eq!(rates("x,2020,1,a,\nx,2021,2,b,\n"), (vec![], some(&["1", "2"])));
    // The decimals of 12,5 were taken for the note.
    let (codes, values) = rates("x,2020,1,a\nx,2021,12,5,\n");
    assert_eq!((codes, values), (vec![("wrong_width", Some(3))], some(&["1"])));
    // 1,234 in the year's place of a table whose every row ends with a delimiter.
    let (codes, values) = rates("x,2020,1,a,\nx,1,234,b,,\n");
    assert_eq!((codes, values), (vec![("wrong_width", Some(3))], some(&["1"])));
    assert_eq!(rates("x,2021,12,5,\n").0, [("wrong_width", Some(2))]);
    // A line with too few cells, as a footnote is, says nothing of the others.
    assert_eq!(rates("x,2020,1,a,\nx,2021,2,b,\nSource: office\n").0, [("wrong_width", Some(4))]);
}

#[test]
fn a_table_that_ends_within_its_last_cell_is_questioned() {
    let codes = |text: &str| {
        let raw = read(LONG, RATE, text.as_bytes());
        adds_up(&raw);
        raw.findings.iter().map(|f| (f.code, f.line, f.severity.into_str())).collect::<Vec<_>>()
    };
    let cut = "code,year,v\nx,2020,12.5\nx,2021,12";
    assert_eq!(codes(cut), [("may_be_cut_off", Some(3), "warning")]);
    assert_eq!(codes(&cut.replace('\n', "\r\n")), [("may_be_cut_off", Some(3), "warning")]);
    for whole in [
        "code,year,v\nx,2020,12.5\nx,2021,12\n",
        "code,year,v\r\nx,2020,12.5\r\n",
        "code,year,v\nx,2020,\"12.5\"",
        "code,year,v,note\nx,2020,12,not read",
        "code,year,v\nx,2020,",
        "code,year,v",
    ] {
        assert_eq!(codes(whole), [], "{whole}");
    }
}
