//! What the sender of a workbook does not see being read, or believes to be read.

use std::collections::BTreeMap;

use learning_cities::ingest::finding::Finding;
use learning_cities::ingest::read::formats::workbook::read;
use learning_cities::template::{Entries, Last};
use rust_xlsxwriter::{Format, Formula, Note, Worksheet};

use super::{ALL, cells, codes, edit, header, made, put, template};

const ROW: &str = "northbridge,2024,unemployment_rate,total,2023,9";

/// A sheet of observations with the header, so many rows, and what else is done to it.
fn observations(rows: u32, change: impl Fn(&mut Worksheet)) -> Vec<u8> {
    made("Observations", |ws| {
        header(ws, ALL);
        for row in 1..=rows {
            for (c, text) in (0_u16..).zip(ROW.split(',')) {
                ws.write(row, c, text).unwrap();
            }
        }
        change(ws);
    })
}

fn found(bytes: &[u8], code: &str) -> Vec<Finding> {
    read(bytes, "n.xlsx").findings.into_iter().filter(|f| f.code == code).collect()
}

#[test]
fn hidden_and_filtered_rows_and_hidden_columns_are_read_with_a_warning() {
    let bytes = observations(8, |ws| {
        for row in [2, 4, 5, 6, 20] {
            ws.set_row_hidden(row).unwrap();
        }
        ws.set_column_hidden(5).unwrap();
        // The form's own columns, and columns without entries, hold nothing that anybody typed.
        ws.set_column_hidden(9).unwrap();
    });
    let raw = read(&bytes, "n.xlsx");
    assert_eq!(raw.rows_read, 8, "what is hidden stays taken");
    let said: Vec<_> = raw.findings.iter().map(|f| (f.code, f.line, f.message.as_str())).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!((said[0].0, said[0].1), ("hidden_cells", Some(3)));
    assert!(said[0].2.starts_with("Rows 3, 5 to 7: hidden or left out by a filter"), "{said:?}");
    assert!(said[1].0 == "hidden_cells" && said[1].2.starts_with("Column F (value): hidden"), "{said:?}");
    assert!(raw.findings.iter().all(|f| f.sheet.as_deref() == Some("Observations")));

    let filtered = observations(3, |ws| {
        ws.autofilter(0, 0, 3, 5).unwrap();
        ws.filter_column(4, &rust_xlsxwriter::FilterCondition::new().add_list_filter("2023")).unwrap();
        ws.set_row_hidden(2).unwrap();
    });
    let said = found(&filtered, "hidden_cells");
    assert!(said.len() == 1 && said[0].message.starts_with("Row 3: hidden or left out by a filter"), "{said:?}");
    assert_eq!(codes(&read(&observations(3, |_| ()), "n.xlsx")), []);
    let empty = observations(3, |ws| {
        ws.set_row_hidden(9).unwrap();
    });
    assert_eq!(codes(&read(&empty, "n.xlsx")), []);
}

#[test]
fn a_value_that_its_format_does_not_show_is_named() {
    let with = |format: &str| {
        let bytes = observations(2, |ws| {
            ws.write_with_format(1, 5, 9.5, &Format::new().set_num_format(format)).unwrap();
            ws.write_with_format(2, 5, 0.0, &Format::new().set_num_format(format)).unwrap();
        });
        let raw = read(&bytes, "n.xlsx");
        assert_eq!(raw.rows_read, 2);
        raw.findings.into_iter().map(|f| (f.code, f.cell, f.message)).collect::<Vec<_>>()
    };
    let said = with(";;;");
    assert!(said.len() == 1 && said[0].0 == "hidden_cells" && said[0].1.as_deref() == Some("F2"), "{said:?}");
    assert!(said[0].2.starts_with("2 cells have a number format that shows nothing"), "{said:?}");
    assert_eq!(with("0.0;-0.0;").first().and_then(|f| f.1.clone()).as_deref(), Some("F3"), "zeros alone");
    assert_eq!(with("0.0"), []);
    // A condition says which section holds, and digits that are a text are no digits of the number.
    for hidden in ["[>60]0;\"\"", "[<10]\"\";0", "[=0]0;[>100]0;\"\""] {
        assert!(
            with(hidden).iter().any(|(code, cell, _)| (*code, cell.as_deref()) == ("hidden_cells", Some("F2"))),
            "{hidden}"
        );
    }
    assert_eq!(with("[>60]0;0.0"), []);
    assert!(with("0\"0\"")[0].2.contains("digits that they do not hold"));
}

#[test]
fn figures_typed_where_the_form_shows_the_last_ones_are_not_passed_over_in_silence() {
    let last =
        BTreeMap::from([(("adult_literacy_rate".to_string(), "female".to_string()), Last { year: 2022, value: 96.5 })]);
    let form = template(&Entries::default(), &last);
    assert_eq!(codes(&read(&form, "n.xlsx")), [], "what the form shows is no entry");
    let fill = |places: &[(&str, &str, &str)]| {
        let bytes = edit(&form, |name, text| match name {
            "xl/worksheets/sheet2.xml" => {
                places.iter().fold(text, |text, (cell, attributes, inside)| put(text, cell, attributes, inside))
            }
            _ => text,
        });
        codes(&read(&bytes, "n.xlsx"))
            .into_iter()
            .map(|(code, at)| (code.to_string(), at.map(str::to_string)))
            .collect::<Vec<_>>()
    };
    let at = |code: &str, cell: Option<&str>| (code.to_string(), cell.map(str::to_string));
    // Row 8 is the second series, for which nothing was sent before.
    assert_eq!(fill(&[("F8", "", "<v>2023</v>"), ("G8", "", "<v>97.5</v>")]), [at("entry_not_read", Some("F8"))]);
    assert_eq!(fill(&[("G9", " t=\"inlineStr\"", "<is><t>about 90</t></is>")]), [at("entry_not_read", Some("G9"))]);
}

/// The form's hidden sheet says what it shows, so that a figure in its place is seen.
#[test]
fn a_last_figure_that_was_overwritten_is_named() {
    let last =
        BTreeMap::from([(("adult_literacy_rate".to_string(), "female".to_string()), Last { year: 2022, value: 96.5 })]);
    let form = template(&Entries::default(), &last);
    let with = |from: &'static str, to: &'static str| {
        let bytes = edit(&form, |name, text| match name {
            "xl/worksheets/sheet2.xml" => {
                assert_eq!(text.matches(from).count(), 1);
                text.replace(from, to)
            }
            _ => text,
        });
        found(&bytes, "entry_not_read").len()
    };
    assert_eq!(with("<v>96.5</v>", "<v>97.5</v>"), 1, "the value");
    assert_eq!(with("<v>2022</v>", "<v>2023</v>"), 1, "the year");
    assert_eq!(with("<v>96.5</v>", "<v>96.5000000000001</v>"), 0, "as another program writes it");
    // The sheet is no other sheet that somebody filled in.
    assert_eq!(codes(&read(&edit(&form, |_, text| text.replace(" state=\"hidden\"", "")), "n.xlsx")), []);
}

#[test]
fn a_row_below_those_of_the_form_without_an_entry_is_named() {
    let form = template(&Entries::default(), &BTreeMap::new());
    let spare = |name: &str, text: String| match name {
        // The last row that the form lays out for further years.
        "xl/worksheets/sheet2.xml" => {
            let row = text.rsplit("<row r=\"").next().unwrap().split('"').next().unwrap().to_string();
            let cell = |column: &str| format!("{column}{row}");
            let text = put(text, &cell("A"), " t=\"inlineStr\"", "<is><t>unemployment_rate</t></is>");
            put(text, &cell("G"), "", "<v>9</v>")
        }
        _ => text,
    };
    let raw = read(&edit(&form, spare), "n.xlsx");
    assert_eq!(codes(&raw).iter().map(|c| c.0).collect::<Vec<_>>(), ["entry_not_read", "row_not_read"]);
    assert!(raw.findings[1].message.contains("a measurement is named and nothing is reported of it"));
}

#[test]
fn an_entry_above_the_header_is_seen_though_cells_are_missing() {
    let above = |text: &str| {
        let bytes = made("Observations", |ws| {
            for (row, text) in (0..).zip([text, ALL, ROW]) {
                for (c, text) in (0_u16..).zip(text.split(',')) {
                    ws.write(row, c, text).unwrap();
                }
            }
        });
        codes(&read(&bytes, "n.xlsx")).first().map(|c| c.0.to_string())
    };
    for entry in [
        "northbridge,2024,election_turnout,total,2023,",
        "northbridge,2024,election_turnout,total,,43.8",
        ",,election_turnout,total,2023,",
        ",,election_turnout,,2023,43.8",
        "northbridge,2024,election_turnout,total,2023,-1",
    ] {
        assert_eq!(above(entry).as_deref(), Some("row_above_header"), "{entry}");
    }
    for words in [
        "City,Cycle,Measurement,Item,Reference year,Value",
        "northbridge,2024,election_turnout,total,,",
        "Observations of 2024,,,,,",
        "Contact,Mrs A,at the office,,,",
    ] {
        assert_eq!(above(words), None, "{words}");
    }
}

/// As Excel and LibreOffice save `=IF(A1="","",A1)` where A1 is empty.
#[test]
fn a_formula_that_gives_an_empty_text_is_an_empty_cell() {
    let with = |inside: &'static str, attributes: &'static str| {
        let bytes = made("Observations", |ws| {
            header(ws, &format!("{ALL},note"));
            for (c, text) in (0_u16..).zip(ROW.split(',')) {
                ws.write(1, c, text).unwrap();
            }
            ws.write_formula(1, 6, Formula::new("=IF(H2=\"\",\"\",H2)").set_result("")).unwrap();
            // A row in which nothing but such formulas is.
            ws.write_formula(2, 6, Formula::new("=IF(H3=\"\",\"\",H3)").set_result("")).unwrap();
            ws.write_with_format(3, 0, "", &Format::new()).unwrap();
        });
        let bytes = edit(&bytes, |name, text| match name {
            "xl/workbook.xml" => text.replace(" fullCalcOnLoad=\"1\"", ""),
            "xl/worksheets/sheet1.xml" => ["G2", "G3"].iter().fold(text, |text, cell| {
                let start = text.find(&format!("<c r=\"{cell}\"")).unwrap();
                let end = start + text[start..].find("</c>").unwrap();
                format!("{}<c r=\"{cell}\"{attributes}><f>\"\"</f>{inside}{}", &text[..start], &text[end..])
            }),
            _ => text,
        });
        let raw = read(&bytes, "n.xlsx");
        (
            raw.rows_read,
            codes(&raw).iter().map(|c| c.0.to_string()).collect::<Vec<_>>(),
            cells(&raw.observations, &["note"]),
        )
    };
    for inside in ["<v></v>", "<v/>", "<v> </v>"] {
        assert_eq!(with(inside, " t=\"str\""), (1, vec![], vec![vec![String::new()]]), "{inside}");
    }
    assert_eq!(with("", "").1, ["formula_without_result", "formula_without_result"]);
}

#[test]
fn entries_of_which_a_part_is_struck_out_are_named() {
    let (struck, plain) = (Format::new().set_font_strikethrough(), Format::new());
    let bytes = observations(3, |ws| {
        ws.write(0, 6, "note").unwrap();
        ws.write_rich_string(1, 6, &[(&plain, "Our "), (&struck, "failed "), (&plain, "library")]).unwrap();
        ws.write_rich_string(2, 6, &[(&struck, "Do not publish."), (&plain, " Opened.")]).unwrap();
        ws.write_rich_string(3, 6, &[(&plain.clone().set_bold(), "Bold"), (&plain, " text")]).unwrap();
    });
    let struck = found(&bytes, "struck_out");
    assert_eq!(struck.len(), 1, "{struck:?}");
    assert_eq!((struck[0].line, struck[0].cell.as_deref()), (Some(2), Some("G2")));
    assert!(struck[0].message.starts_with("The cells G2, G3 are struck out, or part of the text is"), "{struck:?}");
}

#[test]
fn entries_that_are_struck_out_and_comments_are_named() {
    let bytes = observations(3, |ws| {
        let struck = Format::new().set_font_strikethrough();
        ws.write_with_format(1, 5, "9", &struck).unwrap();
        ws.write_with_format(2, 5, "9", &struck).unwrap();
        // A column that the form fills in, and a row that is not read.
        ws.write_with_format(3, 2, "unemployment_rate", &struck).unwrap();
        ws.write_with_format(20, 2, "unemployment_rate", &struck).unwrap();
        ws.insert_note(2, 5, &Note::new("wrong, do not use")).unwrap();
    });
    let raw = read(&bytes, "n.xlsx");
    assert_eq!(raw.rows_read, 3, "what is struck out stays taken");
    let struck = found(&bytes, "struck_out");
    assert_eq!(struck.len(), 1, "{struck:?}");
    assert_eq!((struck[0].line, struck[0].cell.as_deref()), (Some(2), Some("F2")));
    assert!(struck[0].message.starts_with("The cells F2, F3 are struck out"), "{struck:?}");
    let comments = found(&bytes, "cell_comment");
    assert_eq!(comments.len(), 1, "{comments:?}");
    assert_eq!(comments[0].cell.as_deref(), Some("F3"));
    assert!(comments[0].message.starts_with("The cell F3 has comments, which are not read"), "{comments:?}");
    assert_eq!(codes(&read(&observations(3, |_| ()), "n.xlsx")), []);
}
