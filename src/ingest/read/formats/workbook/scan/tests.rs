use std::io::Write;

use super::*;

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet, with what its parts hold, and other relationships where they are given.
fn book(parts: &[(&str, &str)]) -> Vec<u8> {
    let relationships = |list: &[(&str, &str)]| {
        let each = list.iter().enumerate();
        let each = each.map(|(i, (kind, to))| format!("<Relationship Id='r{i}' Type='{TYPES}/{kind}' Target='{to}'/>"));
        format!("<Relationships>{}</Relationships>", each.collect::<String>())
    };
    let mut all = std::collections::BTreeMap::from([
        ("_rels/.rels", relationships(&[("officeDocument", "xl/workbook.xml")])),
        (
            "xl/_rels/workbook.xml.rels",
            relationships(&[
                ("worksheet", "worksheets/sheet1.xml"),
                ("sharedStrings", "sharedStrings.xml"),
                ("styles", "/xl/styles.xml"),
            ]),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns='{MAIN}' xmlns:r='{TYPES}'><workbookPr/><sheets><sheet name='City' r:id='r0'/></sheets></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row><c r='A1'><v>1</v></c></row></sheetData></worksheet>".into(),
        ),
        ("xl/sharedStrings.xml", "<sst><si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>".into()),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf/></cellXfs><dxfs><dxf><numFmt/></dxf></dxfs></styleSheet>".into()),
    ]);
    all.extend(parts.iter().map(|(name, text)| (*name, text.to_string())));
    packed(&all.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

fn refused(parts: &[(&str, &str)]) -> Option<String> {
    scan(&book(parts), "f", 1 << 20).err().map(|finding| {
        assert_eq!(finding.code, "workbook_broken");
        finding.message
    })
}

#[test]
fn parts_are_read_as_the_package_names_them_or_not_at_all() {
    assert_eq!(refused(&[]), None);
    let rels = |list: &str| {
        let of = |kind: &str, to: &str| format!("<Relationship Id='{kind}{to}' Type='{TYPES}/{kind}' Target='{to}'/>");
        let each = list.split(' ').filter_map(|pair| pair.split_once('=')).map(|(kind, to)| of(kind, to));
        format!("<Relationships>{}</Relationships>", each.collect::<String>())
    };
    let own = |list: &str| refused(&[("xl/_rels/workbook.xml.rels", &rels(list))]);
    let usual = "worksheet=worksheets/sheet1.xml styles=styles.xml";
    assert_eq!(own(&format!("{usual} sharedStrings=sharedStrings.xml")), None);
    assert_eq!(own(&format!("{usual} sharedStrings=/xl/sharedstrings.xml theme=theme/theme1.xml")), None);
    for odd in [
        format!("{usual} sharedStrings=worksheets/decoy.xml"),
        format!("{usual} sharedStrings=../sharedStrings.xml"),
        format!("{usual} sharedStrings=sharedStrings.xml sharedStrings=/xl/other.xml"),
        usual.to_string(),
        "worksheet=worksheets/sheet1.xml sharedStrings=sharedStrings.xml styles=other.xml".into(),
        format!("worksheet=../xl/worksheets/sheet1.xml sharedStrings=sharedStrings.xml {usual}"),
        format!("worksheet=worksheets/sheet%31.xml sharedStrings=sharedStrings.xml {usual}"),
        format!("worksheet=styles.xml sharedStrings=sharedStrings.xml {usual}"),
        format!("{usual} {usual} sharedStrings=sharedStrings.xml"),
    ] {
        let message = own(&odd).unwrap_or_else(|| panic!("{odd} is read"));
        assert!(message.contains("xl/_rels/workbook.xml.rels") && message.contains("save it as .xlsx"), "{message}");
    }
    let two = rels("officeDocument=xl/workbook.xml officeDocument=xl/other.xml");
    assert!(refused(&[("_rels/.rels", &two)]).is_some_and(|m| m.contains("a second workbook")));
    let outside = rels(usual).replace("Target='styles", "TargetMode='External' Target='styles");
    assert!(refused(&[("xl/_rels/workbook.xml.rels", &outside)]).is_some());
    let foreign = rels(usual).replace(TYPES, "http://example.org");
    assert!(refused(&[("xl/_rels/workbook.xml.rels", &foreign)]).is_some());
}

#[test]
fn elements_that_are_read_are_in_their_place() {
    let row = |n: u8| format!("<row><c r='A1'><v>{n}</v></c></row>");
    let table = |n: u8| format!("<sheetData>{}</sheetData>", row(n));
    let sheet = |text: String| refused(&[("xl/worksheets/sheet1.xml", &text)]);
    for sound in [
        format!("<worksheet>{}<mergeCells><mergeCell ref='A1:B2'/></mergeCells></worksheet>", table(1)),
        format!(
            "<x:worksheet xmlns:x='{MAIN}'>{}</x:worksheet>",
            table(1)
                .replace("</", "</x:")
                .replace("<r", "<x:r")
                .replace("<c", "<x:c")
                .replace("<v", "<x:v")
                .replace("<s", "<x:s")
        ),
        format!(
            "<worksheet>{}<AlternateContent><Choice><controls><from><row>1</row></from></controls></Choice></AlternateContent></worksheet>",
            table(1)
        ),
        format!("<worksheet>{}<extLst><ext><f>A1</f><f>B1</f></ext></extLst></worksheet>", table(1)),
    ] {
        assert_eq!(sheet(sound.clone()), None, "{sound}");
    }
    let alternatives = |one: String, other: String| {
        format!(
            "<mc:AlternateContent xmlns:mc='m'><mc:Choice>{one}</mc:Choice><mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"
        )
    };
    for odd in [
        format!("<worksheet>{}</worksheet><worksheet>{}</worksheet>", table(1), table(2)),
        format!("<worksheet>{}{}</worksheet>", table(1), table(2)),
        format!("<worksheet>{}</worksheet>", alternatives(table(1), table(2))),
        format!("<worksheet>{}</worksheet>", alternatives(table(1), String::new())),
        format!("<worksheet><sheetData>{}</sheetData></worksheet>", alternatives(row(1), row(2))),
        "<worksheet><sheetData><row><c r='A1'><x><v>1</v></x></c></row></sheetData></worksheet>".into(),
        "<worksheet><sheetData><row><c r='A1' t='inlineStr'><is><x><t>1</t></x><t>2</t></is></c></row></sheetData></worksheet>".into(),
        "<worksheet><sheetData><row><c r='A1'><v>1</v></c><c xmlns='other' r='A2'><v>2</v></c></row></sheetData></worksheet>".into(),
        "<worksheet><sheetData><row><z:c xmlns:z='other' r='A2'><v>2</v></z:c></row></sheetData></worksheet>".into(),
        "<worksheet><sheetData><row><c r='A1' r='B1'><v>1</v></c></row></sheetData></worksheet>".into(),
        "<worksheet><sheetData><row><c r='A1'><v>1</row></sheetData></worksheet>".into(),
        format!("<chartsheet>{}</chartsheet>", table(1)),
        format!("<worksheet>{}{}</worksheet>", "<a>".repeat(300), "</a>".repeat(300)),
    ] {
        let message = sheet(odd.clone()).unwrap_or_else(|| panic!("{odd} is read"));
        assert!(message.contains("xl/worksheets/sheet1.xml has "), "{message}");
    }
    for (part, odd) in [
        ("xl/sharedStrings.xml", "<sst><x><si><t>a</t></si></x><si><t>b</t></si></sst>"),
        ("xl/sharedStrings.xml", "<x><sst/></x>"),
        ("xl/sharedStrings.xml", "<sst/><sst/>"),
        ("xl/styles.xml", "<styleSheet><cellXfs/><cellXfs><xf/></cellXfs></styleSheet>"),
        ("xl/styles.xml", "<styleSheet><cellXfs><x><xf/></x></cellXfs></styleSheet>"),
        ("xl/workbook.xml", "<workbook><sheets><x><sheet/></x></sheets></workbook>"),
        ("xl/workbook.xml", "<workbook><sheets><sheet a:id='r0' r:id='r1'/></sheets></workbook>"),
        ("xl/workbook.xml", "<workbook><workbookPr/><ext><workbookPr date1904='1'/></ext></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships/><Relationships/>"),
    ] {
        assert!(refused(&[(part, odd)]).is_some_and(|m| m.contains(part)), "{odd}");
    }
    let ours = "<workbook><workbookPr date1904='0'/><extLst><workbookPr/></extLst></workbook>";
    assert_eq!(refused(&[("xl/workbook.xml", ours)]), None);
}

#[test]
fn a_part_that_unpacks_to_more_than_it_says_is_stopped() {
    let mut bytes = packed(&[("xl/workbook.xml", &vec![b' '; 1 << 20])]);
    assert_eq!(scan(&bytes, "f", 1 << 20), Ok(1 << 20), "on the boundary");
    assert_eq!(scan(&bytes, "f", (1 << 20) - 1).unwrap_err().code, "workbook_too_large");
    // The same with a directory that says one byte: both the local header and the central one.
    let size = (1_u32 << 20).to_le_bytes();
    let mut lies = 0;
    for i in 0..bytes.len() - 4 {
        if bytes[i..i + 4] == size {
            bytes[i..i + 4].copy_from_slice(&1_u32.to_le_bytes());
            lies += 1;
        }
    }
    assert!(lies >= 1);
    let code = scan(&bytes, "f", (1 << 20) - 1).unwrap_err().code;
    assert!(["workbook_too_large", "workbook_broken"].contains(&code), "{code}");
}

#[test]
fn every_element_is_taken_up_to_its_limit() {
    for (name, most, _) in ELEMENTS {
        let code = |n: usize| {
            let xml = format!("<a>{}</a>", format!("<x:{name}/>").repeat(n));
            scan(&packed(&[("xl/workbook.xml", b""), ("any.bin", xml.as_bytes())]), "f", 1 << 26).map_err(|f| f.code)
        };
        assert!(code(most).is_ok(), "{name}");
        assert_eq!(code(most + 1), Err("workbook_too_large"), "{name}");
    }
}

#[test]
fn texts_of_styles_are_taken_up_to_their_limit() {
    for (element, attribute) in [("numFmt", "formatCode"), ("x:name", "val")] {
        let code = |n: usize| {
            let xml = format!("<{element} {attribute}='{}'/>", "0".repeat(n));
            scan(&packed(&[("xl/workbook.xml", xml.as_bytes())]), "f", 1 << 20).map_err(|f| f.code)
        };
        assert!(code(STYLE_TEXT).is_ok(), "{element}");
        assert_eq!(code(STYLE_TEXT + 1), Err("workbook_too_large"), "{element}");
    }
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let sheet = |name: &'static str| (name, &b"<c r=\"A1\"/>"[..]);
    let packed_as =
        |second: &'static str| packed(&[sheet("xl/workbook.xml"), sheet("xl/worksheets/sheet1.xml"), sheet(second)]);
    for second in ["xl/worksheets/Sheet1.xml", "XL\\worksheets\\sheet1.xml"] {
        let refused = scan(&packed_as(second), "f", 1 << 20).unwrap_err();
        assert_eq!(refused.code, "workbook_broken", "{second}");
        assert!(refused.message.contains("two parts of one name"), "{}", refused.message);
    }
    // The writer refuses an equal name, so a letter of another one is changed, in both of its headers.
    let mut bytes = packed_as("xl/worksheets/sheet2.xml");
    assert!(scan(&bytes, "f", 1 << 20).is_ok());
    let mut changed = 0;
    for at in 0..bytes.len() - 10 {
        if &bytes[at..at + 10] == b"sheet2.xml" {
            bytes[at + 5] = b'1';
            changed += 1;
        }
    }
    assert_eq!(changed, 2);
    let refused = scan(&bytes, "f", 1 << 20).unwrap_err();
    assert!(refused.message.contains("two parts of one name"), "{}", refused.message);
}

#[test]
fn a_value_of_which_a_reader_takes_a_part_is_refused() {
    let refused = |xml: &str| scan(&packed(&[("xl/workbook.xml", xml.as_bytes())]), "f", 1 << 20).map_err(|f| f.code);
    for sound in [
        "<c r=\"A1\"><v>1</v></c><c r=\"B1\"><is><t>a</t></is></c><c r=\"C1\"/>",
        "<c t=\"inlineStr\"><is><t>1</t></is><v>1</v></c><c t=\"str\"><v>A&amp;B</v></c>",
        "<!-- a comment --><cell><v>1</v></cell><cell><v>2</v></cell>",
    ] {
        assert!(refused(sound).is_ok(), "{sound}");
    }
    for odd in [
        "<c r=\"A1\"><v>95<!-- c -->.5</v></c>",
        "<c r=\"A1\"><v>95<![CDATA[.5]]></v></c>",
        "<c r=\"A1\"><v>90</v><v>91</v></c>",
        "<c r=\"A1\"><is><t>90</t></is><is><t>5</t></is></c>",
        "<c r=\"A1\"><v>9&#53;</v></c>",
        "<c r=\"A1\"><v>9<?x y?>5</v></c>",
        "<c r=\"A1\" t=\"n\"><v>9</v><is><t>5</t></is></c>",
    ] {
        assert_eq!(refused(odd), Err("workbook_broken"), "{odd}");
    }
}

#[test]
fn places_that_no_sheet_has_are_refused() {
    let code = |xml: &str| scan(&packed(&[("xl/workbook.xml", xml.as_bytes())]), "f", 1 << 20).map_err(|f| f.code);
    for sound in [
        "<c r=\"A1\"/>",
        "<c r=\"XFD1048576\"/>",
        "<row r=\"1048576\"/>",
        "<mergeCell ref=\"A1:B2\"/>",
        "<dimension ref=\"A1\"/>",
        "<sst uniqueCount=\"200000\"/>",
        "<d r=\"C4294967296\"/>",
    ] {
        assert!(code(sound).is_ok(), "{sound}");
    }
    for wrong in [
        "<c r=\"C4294967296\"/>",
        "<c r=\"XFE1\"/>",
        "<c r=\"A1048577\"/>",
        "<c r=\"A0\"/>",
        "<c r=\"AAAAAAAAAAAAA1\"/>",
        "<c r=\"\u{e9}1\"/>",
        "<row r=\"1048577\"/>",
        "<row r=\"-1\"/>",
        "<mergeCell ref=\"B2:A1\"/>",
        "<mergeCell ref=\"A2:B1\"/>",
        "<x:mergeCell ref='A1:'/>",
        "<dimension ref=\"B1:A1\"/>",
        "<f t=\"shared\" ref=\"B2:A1\"/>",
        "<sst uniqueCount=\"99999999999999\"/>",
        "<sst uniqueCount=\"999999999999999999999999\"/>",
        "<c r=A1/>",
    ] {
        assert_eq!(code(wrong), Err("workbook_broken"), "{wrong}");
    }
}
