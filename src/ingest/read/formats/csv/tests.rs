use super::*;
use crate::ingest::limits::ROW_BYTES;

fn split(text: &str) -> Result<Vec<(u32, Vec<String>)>, Fault> {
    let mut records = Records::new(text, b',');
    let (mut cells, mut rows) = (Vec::new(), Vec::new());
    while let Some(line) = records.read(&mut cells)? {
        rows.push((line, cells.iter().map(|c| c.to_string()).collect()));
    }
    Ok(rows)
}

#[test]
fn a_cell_that_has_swallowed_a_row_is_a_stray_quotation_mark() {
    assert_eq!(split("id,y,v,n\nx,1,2,\"a\nx,2,3,b\"\nx,3,4,c"), Err(Fault::Stray(2, 3)));
    assert_eq!(split("id,y,v,n\nx,1,\"2,a\nx,2,3\",b\nx,3,4,c"), Err(Fault::Stray(2, 3)));
    for sound in [
        "id,y,v,n\nx,1,2,\"a\nx, y and z\"",
        "id,y,v,n\nx,1,2,\"a\nin x,2,3,b\"",
        "id,y,v,n\nx,1,2,\"a\n\nx\"",
        "id,y\nx,\"a\nx,b\"",
    ] {
        assert!(split(sound).is_ok(), "{sound}");
    }
}

#[test]
fn a_file_that_ends_within_a_row_is_told() {
    let header = "city,cycle,measurement,item,reference_year,value,note";
    let codes = |rows: &str| {
        let file = format!("{header}\n{rows}");
        let raw = super::read(file.as_bytes(), "f.csv", FileKind::Observations, &NumberFormat::default());
        raw.findings.iter().map(|f| (f.code, f.line)).collect::<Vec<_>>()
    };
    assert_eq!(codes("a,2024,m,total,2022,43.8,\na,2024,m,total,2023,4"), [("row_cut_off", Some(3))]);
    for whole in [
        "a,2024,m,total,2022,43.8,\na,2024,m,total,2023,44.8,",
        "a,2024,m,total,2022,43.8,\na,2024,m,total,2023,44.8\n",
        "a,2024,m,total,2022,43.8\na,2024,m,total,2023,44.8",
        "a,2024,m,total,2023,44.8",
    ] {
        assert_eq!(codes(whole), [], "{whole}");
    }
}

#[test]
fn cells_moved_by_a_delimiter_are_seen_in_a_single_row_and_where_every_row_is_wider() {
    let codes = |kind: FileKind, text: &str| {
        let raw = super::read(text.as_bytes(), "f.csv", kind, &NumberFormat::default());
        raw.findings.iter().map(|f| (f.code, f.line)).collect::<Vec<_>>()
    };
    // Two priorities, of which the second was taken for expertise.
    let declaration = "city,cycle,priorities,expertise\na,2024,2.1.2,3.3.1,\n";
    assert_eq!(codes(FileKind::City, declaration), [("too_many_cells", Some(2))]);
    let header = "city,cycle,measurement,item,reference_year,value,agency,evidence,note";
    let observations = |rows: &str| codes(FileKind::Observations, &format!("{header}\n{rows}"));
    assert_eq!(observations("a,2024,m,total,2022,4,x,y,,\na,2024,m,total,2023,5,z,,,\n"), []);
    let moved = "a,2024,m,total,2022,4,x,y,,\na,2024,m,total,2023,5,Council, schools,,,\n";
    assert_eq!(observations(moved), [("too_many_cells", Some(3))]);
}

#[test]
fn rows_end_in_three_ways_and_cells_may_hold_all_of_them() {
    let rows = split("a,b\r\nc,d\re,\"f\r\ng\"\nh").unwrap();
    let lines: Vec<u32> = rows.iter().map(|r| r.0).collect();
    assert_eq!(lines, [1, 2, 3, 5]);
    assert_eq!(rows[2].1, ["e", "f\r\ng"]);
    assert_eq!(rows[3].1, ["h"]);
}

#[test]
fn quotes_are_undone_and_an_open_one_is_reported() {
    assert_eq!(split("\"a \"\"b\"\"\", \"c\" ,d\"e").unwrap()[0].1, ["a \"b\"", "c ", "d\"e"]);
    assert_eq!(split("a\nb,\"c\nd"), Err(Fault::Unclosed(2)));
    assert_eq!(split("a\nb,\"c\nd,\"e, f\"\ng"), Err(Fault::Stray(2, 3)));
    assert_eq!(split("a\nb,\"c\n\nd\" ,\"e, f\"\ng").unwrap()[1].1, ["b", "c\n\nd ", "e, f"]);
    assert_eq!(split(&"x".repeat(ROW_BYTES + 1)), Err(Fault::TooLong(1)));
    assert!(split(&"x".repeat(ROW_BYTES)).is_ok());
    assert_eq!(split("a,").unwrap()[0].1, ["a", ""]);
}

/// What a file's header is found by, whatever programs write above it; lines stay those of the file.
#[test]
fn what_programs_write_above_a_header_is_passed_over() {
    let header = "city;cycle;measurement;item;reference_year;value";
    let rows = "a;2024;m;total;2022;43.8\na;2024;m;total;2023;44.8\n";
    let read_as = |text: &str| {
        let raw = super::read(text.as_bytes(), "f.csv", FileKind::Observations, &NumberFormat::default());
        assert_eq!(raw.findings, [], "{text:?}");
        let frame = raw.observations.unwrap();
        let values: Vec<_> =
            frame.column("value").unwrap().str().unwrap().iter().flatten().map(str::to_string).collect();
        assert_eq!(values, ["43.8", "44.8"], "{text:?}");
        frame.column("line").unwrap().u32().unwrap().get(0).unwrap()
    };
    for (above, line) in [
        ("", 2),
        ("sep=;\n", 3),
        ("SEP=;\r\n", 3),
        ("\"sep=;\"\n", 3),
        ("\u{feff}sep=;\n\u{feff}", 3),
        ("\u{feff}\u{feff}", 2),
        (";;;;;\n;;;;;\n", 4),
        (" \n\"\";;\n", 4),
        ("sep=;\n;;;;;\n\n", 5),
    ] {
        assert_eq!(read_as(&format!("{above}{header}\n{rows}")), line, "{above:?}");
    }
    assert_eq!(read_as(&format!("sep=|\n{header}\n{rows}").replace(';', "|")), 3);
    assert_eq!(read_as(&format!("sep=\t\n{header}\n{rows}").replace(';', "\t")), 3);
}

#[test]
fn a_line_that_names_no_delimiter_is_a_header() {
    for line in ["sep=", "sep=;;", "sep=a", "sep=\"", "separator=;", "sep =;", "sep=é", "se"] {
        let text = format!("{line}\ncity;cycle\n");
        let raw = super::read(text.as_bytes(), "f.csv", FileKind::City, &NumberFormat::default());
        assert_eq!(raw.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["missing_column"], "{line}");
    }
    for only in ["sep=;", "sep=;\n", "\u{feff}\u{feff}", "sep=;\n;;\n"] {
        let raw = super::read(only.as_bytes(), "f.csv", FileKind::City, &NumberFormat::default());
        assert_eq!(raw.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["file_empty"], "{only}");
    }
}
