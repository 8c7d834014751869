//! Tables of other people that hide rows, say two things at once, or need far more memory than they have bytes.

use rust_xlsxwriter::Workbook;

use super::mapping_faults::{HEAD, LONG, RATE, codes, column, load, only, read_as, zip};

const VALUE: &str = "column = \"v\"";
const TABLE: &[u8] = b"code,year,v\na,2020,1\n";

/// A zip of two files of one name.
fn twice(name: &str, first: &[u8], second: &[u8]) -> Vec<u8> {
    // The writer refuses what a hostile one does.
    let other = format!("{}~", &name[..name.len() - 1]);
    let packed = zip(&[(name, first), (&other, second)]);
    let (mut bytes, from) = (packed.clone(), other.as_bytes());
    for at in 0..packed.len() - from.len() {
        if packed[at..].starts_with(from) {
            bytes[at..at + from.len()].copy_from_slice(name.as_bytes());
        }
    }
    bytes
}

#[test]
fn a_zip_of_two_files_of_one_name_is_refused() {
    let both = twice("t.csv", TABLE, b"code,year,v\na,2020,2\n");
    for member in ["", "member = \"t.csv\"\n"] {
        let raw = read_as("t.zip", &format!("{LONG}{member}"), VALUE, &both);
        assert_eq!(codes(&raw), ["not_mapped"]);
        assert!(only(&raw).message.starts_with("The zip holds two files of one name"), "{:?}", raw.findings);
    }
    let book = twice("content.xml", sheet("", &row("", "a", 1)).as_bytes(), sheet("", &row("", "a", 2)).as_bytes());
    let raw = read_as("t.ods", LONG, VALUE, &book);
    assert_eq!(codes(&raw), ["workbook_broken"]);
    assert!(only(&raw).message.contains("two parts of one name"), "{:?}", raw.findings);
}

/// The content of an ODS workbook with the table `T`, its columns as `columns` says, and its rows below a header.
fn sheet(columns: &str, rows: &str) -> String {
    let head = ["code", "year", "v"].map(text).concat();
    format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"T\">{columns}<table:table-row>{head}</table:table-row>{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    )
}

fn text(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

fn row(attributes: &str, code: &str, value: u32) -> String {
    let number =
        |n: u32| format!("<table:table-cell office:value-type=\"float\" office:value=\"{n}\"></table:table-cell>");
    format!("<table:table-row{attributes}>{}{}{}</table:table-row>", text(code), number(2020), number(value))
}

fn ods(columns: &str, rows: &str) -> Vec<u8> {
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"m\"/>"),
        ("content.xml", sheet(columns, rows).as_bytes()),
    ])
}

#[test]
fn rows_and_columns_that_a_sheet_does_not_show_are_read_and_named() {
    let collapsed = " table:visibility=\"collapse\"";
    let folded = |rows: &str| format!("<table:table-row-group table:display=\"false\">{rows}</table:table-row-group>");
    let rows = [
        row("", "a", 1),
        row(collapsed, "b", 2),
        row(" table:visibility=\"filter\"", "c", 3),
        row("", "d", 4),
        folded(&row("", "e", 5)),
        row(" table:visibility=\"visible\"", "f", 6),
        "<table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"1000\"><table:table-cell></table:table-cell></table:table-row>".into(),
    ];
    let raw = read_as("t.ods", LONG, VALUE, &ods("", &rows.concat()));
    assert_eq!(column(&raw.observations, "value"), ["1", "2", "3", "4", "5", "6"]);
    let said: Vec<_> = raw.findings.iter().map(|f| (f.code, f.line, f.message.as_str())).collect();
    assert!(said.len() == 1 && (said[0].0, said[0].1) == ("hidden_cells", Some(3)), "{said:?}");
    assert!(said[0].2.starts_with("Rows 3 to 4, 6: hidden or left out by a filter"), "{said:?}");
    assert_eq!((raw.rows_read, raw.filtered), (6, 0));
    // Of rows that are left out, and of columns that are not read, nothing is said.
    let kept = format!("{LONG}keep = [{{ column = \"code\", matches = \"^[adf]$\" }}]\n");
    assert_eq!(codes(&read_as("t.ods", &kept, VALUE, &ods("", &rows.concat()))), [""; 0]);
    let hidden = |at: usize| {
        let columns = (0..3).map(|i| format!("<table:table-column{}/>", if i == at { collapsed } else { "" }));
        let rate = "value = \"year / 100\"";
        let of = |rate| read_as("t.ods", LONG, rate, &ods(&columns.clone().collect::<String>(), &rows[0]));
        (codes(&of(VALUE)), codes(&of(rate)))
    };
    assert_eq!((hidden(2), hidden(9)), ((vec!["hidden_cells"], vec![]), (vec![], vec![])));

    let mut book = Workbook::new();
    let ws = book.add_worksheet().set_name("T").unwrap();
    for (line, cells) in ["code,year,v", "a,2020,1", "b,2020,2"].into_iter().enumerate() {
        for (at, cell) in (0..).zip(cells.split(',')) {
            ws.write(line as u32, at, cell).unwrap();
        }
    }
    ws.set_row_hidden(2).unwrap();
    ws.set_column_hidden(2).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let raw = read_as("t.xlsx", LONG, VALUE, &bytes);
    assert_eq!(column(&raw.observations, "value"), ["1", "2"]);
    let said: Vec<_> = raw.findings.iter().map(|f| (f.code, f.line, f.message.as_str())).collect();
    assert!(said.len() == 2 && said[0].1 == Some(3) && said[1].2.starts_with("The columns v are hidden"), "{said:?}");

    // The table of a lookup too; its rows are counted as before.
    let lookup = load(&format!(
        "{HEAD}[[lookup]]\nname = \"l\"\npattern = \"l.ods\"\nkey = {{ column = \"code\" }}\ncolumns = {{ w = \"v\" }}\n\
         [[file]]\npattern = \"t.csv\"\n{LONG}lookup = [{{ table = \"l\", by = {{ column = \"code\" }} }}]\n{RATE}column = \"w\"\n"
    ));
    let raw = lookup.unwrap().read(&ods("", &rows[..3].concat()), "s:l.ods");
    assert_eq!((codes(&raw), raw.rows_read, raw.filtered), (vec!["hidden_cells"], 3, 3));
}

/// `{"":0}` is seven bytes and some 700 in memory; a value of `[0]` some 100.
#[test]
fn json_of_more_values_than_a_table_needs_is_refused() {
    let of = |item: &str, times: usize| {
        let list = format!("{item},").repeat(times);
        let line = format!("{{\"code\":\"a\",\"year\":2020,\"v\":1,\"x\":[{list}0]}}\n");
        read_as("t.jsonl", LONG, VALUE, line.as_bytes())
    };
    for (item, most) in [("0", 500_000), ("[0]", 250_000), ("{}", 45_455), ("{\"\":0}", 38_462)] {
        assert_eq!(column(&of(item, most - 30).observations, "value"), ["1"], "{item}");
        let raw = of(item, most);
        assert_eq!(codes(&raw), ["too_many_rows"], "{item}");
        assert!(only(&raw).message.contains("more than 500000 values"), "{:?}", raw.findings);
    }
    let cube = format!("{{\"id\":[],\"extension\":[{}0]}}", "{\"\":0},".repeat(40_000));
    assert_eq!(codes(&read_as("t.json", LONG, VALUE, cube.as_bytes())), ["too_many_rows"]);
}

/// A dimension that is named many times would have its labels as often: 300 names of one with a megabyte.
#[test]
fn a_cube_has_each_dimension_and_each_code_once() {
    let of = |ids: &str, sizes: &str, codes: &str| {
        let cube = format!(
            "{{\"id\":[\"code\",\"year\"{ids}],\"size\":[2,1{sizes}],\"dimension\":{{\"code\":{{\"category\":{{\"index\":[{codes}]}}}},\
             \"year\":{{\"category\":{{\"index\":[\"2020\"]}}}}}},\"value\":[1,2]}}"
        );
        read_as("t.json", LONG, "column = \"value\"", cube.as_bytes())
    };
    assert_eq!(column(&of("", "", "\"a\",\"b\"").observations, "value"), ["1", "2"]);
    for (raw, part) in [
        (of(",\"year\"", ",1", "\"a\",\"b\""), "it names the dimension year twice"),
        (of("", "", "\"a\",\"a\""), "the dimension code has the code \"a\" twice"),
    ] {
        assert_eq!(codes(&raw), ["not_text"]);
        assert!(only(&raw).message.contains(part), "{:?}", raw.findings);
    }
    let two = "{\"dataset\":{},\"dimension\":{},\"id\":[],\"size\":[],\"value\":[1]}";
    assert!(only(&read_as("t.json", LONG, VALUE, two.as_bytes())).message.contains("another one under that name"));
}

/// A file and its lookup may be a text and none: each has numbers as its own kind writes them.
#[test]
fn numbers_of_a_lookup_are_read_as_its_own_format_writes_them() {
    let of = |file: &str, text: &str, lookup: &str, people: &str| {
        let mapping = load(&format!(
            "{HEAD}[[lookup]]\nname = \"l\"\npattern = \"{lookup}\"\nkey = {{ column = \"code\" }}\ncolumns = {{ n = \"n\", id = \"id\" }}\n\
             [[file]]\npattern = \"{file}\"\ncity = {{ column = \"id\" }}\nyear = {{ column = \"year\" }}\n\
             numbers = {{ decimal = \",\", thousands = \".\" }}\n\
             lookup = [{{ table = \"l\", by = {{ column = \"code\" }} }}]\n{RATE}value = \"100 * v / n\"\n"
        ))
        .unwrap();
        let lookups = mapping.lookups([(format!("s:{lookup}").as_str(), people.as_bytes().to_vec())].into_iter());
        let raw = mapping.read_with(text.as_bytes(), &format!("s:{file}"), &lookups);
        assert_eq!(column(&raw.observations, "city"), ["1.234"], "an id is no number");
        column(&raw.observations, "value")
    };
    let (csv, json) = ("code,year,v\n7,2020,\"1.234,5\"\n", "{\"code\":7,\"year\":2020,\"v\":1234.5}\n");
    let (people, as_json) = ("code,n,id\n7,\"2.469,0\",1.234\n", "{\"code\":7,\"n\":2469.0,\"id\":\"1.234\"}\n");
    assert_eq!(of("t.csv", csv, "l.csv", people), ["50"]);
    assert_eq!(of("t.csv", csv, "l.jsonl", as_json), ["50"]);
    assert_eq!(of("t.jsonl", json, "l.csv", people), ["50"]);
    assert_eq!(of("t.jsonl", json, "l.jsonl", as_json), ["50"]);
    let thousandths = as_json.replace("2469.0", "2.469");
    assert_eq!(of("t.csv", csv, "l.jsonl", &thousandths), ["50000"]);
}

/// A footer that lacks a group of rows: the file says how many rows it has, and fewer would be read.
#[test]
fn a_parquet_file_has_as_many_rows_as_it_says() {
    use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
    let columns = |at: i64| {
        let code: ArrayRef = std::sync::Arc::new(StringArray::from(vec!["a"]));
        let year: ArrayRef = std::sync::Arc::new(Int64Array::from(vec![2020 + at]));
        let v: ArrayRef = std::sync::Arc::new(Float64Array::from(vec![5.5]));
        RecordBatch::try_from_iter([("code", code), ("year", year), ("v", v)]).unwrap()
    };
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, columns(0).schema(), None).unwrap();
    for at in 0..3 {
        writer.write(&columns(at)).unwrap();
        writer.flush().unwrap();
    }
    writer.close().unwrap();
    // The footer's number of rows, 3 as Thrift writes it, with what goes before and after it.
    let place = bytes.windows(3).rposition(|part| part == [0x16, 0x06, 0x19]).unwrap() + 1;
    let of = |rows: i8| {
        let mut changed = bytes.clone();
        changed[place] = ((rows << 1) ^ (rows >> 7)).cast_unsigned();
        read_as("t.parquet", LONG, VALUE, &changed)
    };
    assert_eq!(column(&of(3).observations, "reference_year"), ["2020", "2021", "2022"]);
    for rows in [0, 2, 4, -1] {
        let raw = of(rows);
        assert_eq!(codes(&raw), ["file_binary"], "{rows}");
        let part = format!("says that it has {rows} rows, and it has 3");
        assert!(only(&raw).message.contains(&part), "{:?}", raw.findings);
    }
}

/// 3 kB of Parquet that unpack to 70 MB, which its footer denies.
#[test]
fn a_parquet_file_that_unpacks_to_more_than_it_says_is_counted() {
    use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
    use parquet::basic::Compression;
    use parquet::file::metadata::{ParquetMetaDataReader, ParquetMetaDataWriter};
    use parquet::file::properties::{EnabledStatistics, WriterProperties};
    let of = |letters: usize, compression: Compression, stated: i64| {
        let code: ArrayRef = std::sync::Arc::new(StringArray::from(vec!["a".repeat(letters)]));
        let year: ArrayRef = std::sync::Arc::new(Int64Array::from(vec![2020]));
        let v: ArrayRef = std::sync::Arc::new(Float64Array::from(vec![5.5]));
        let batch = RecordBatch::try_from_iter([("code", code), ("year", year), ("v", v)]).unwrap();
        let properties = WriterProperties::builder()
            .set_compression(compression)
            .set_dictionary_enabled(false)
            .set_statistics_enabled(EnabledStatistics::None)
            .build();
        let mut bytes = Vec::new();
        let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&bytes::Bytes::from(bytes.clone())).unwrap();
        let group = metadata.row_group(0);
        let columns = group
            .columns()
            .iter()
            .map(|column| column.clone().into_builder().set_total_uncompressed_size(stated).build().unwrap());
        let lying = group.clone().into_builder().set_column_metadata(columns.collect()).build().unwrap();
        let changed = metadata.into_builder().set_row_groups(vec![lying]).build();
        ParquetMetaDataWriter::new(&mut bytes, &changed).finish().unwrap();
        codes(&read_as("t.parquet", LONG, VALUE, &bytes))
    };
    for compression in [Compression::ZSTD(Default::default()), Compression::UNCOMPRESSED] {
        assert_eq!(of(1, compression, 10), [""; 0], "{compression}");
    }
    for stated in [10, -1] {
        assert_eq!(of(70 << 20, Compression::ZSTD(Default::default()), stated), ["file_too_large"]);
    }
    assert_eq!(of(1, Compression::UNCOMPRESSED, 100 << 20), ["file_too_large"], "it says so itself");
}
