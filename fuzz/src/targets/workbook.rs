//! Mutations of workbooks: of the archive, and of the XML inside it.

use super::chance::Chance;
use super::mutate;
use super::zipped::{self, Part};

/// Most bytes of a mutated part, and of a part that unpacks to much more than it is packed to.
const MOST_PART: usize = 1 << 20;
const MOST_BOMB: usize = 6 << 20;

/// Attribute values: references, indices and counts at the edges of the format.
const VALUES: &[&str] = &[
    "",
    "0",
    "1",
    "2",
    "-1",
    "15",
    "16",
    "255",
    "1000",
    "65535",
    "65536",
    "1048576",
    "1048577",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "1e9",
    "A1",
    "A0",
    "B2:A1",
    "A1:A1",
    "A1:XFD1048576",
    "XFD1048576",
    "XFE1048577",
    "C4294967296",
    "A99999999999999999999",
    "AAAAAAAAAAAAAAA1",
    "1A",
    "A",
    "$A$1",
    "A1:",
    ":A1",
    "A1:B2:C3",
    "a1",
    "R1C1",
    "é1",
    "s",
    "str",
    "inlineStr",
    "b",
    "e",
    "d",
    "n",
    "z",
    "shared",
    "array",
    "dataTable",
    "hidden",
    "veryHidden",
    "visible",
    "rId1",
    "rId999",
    "../../x",
    "/xl/x.xml",
    "worksheets/sheet1.xml",
    "xl\\worksheets\\sheet1.xml",
    "City",
    "Observations",
    "Targets",
    "Practices",
    "observations",
    "0%",
    "0.00%",
    "yyyy-mm-dd",
    "[h]:mm",
    "General",
    "preserve",
    "true",
    "false",
    "NaN",
    "&#0;",
    "&#x110000;",
    "&x;",
    "&amp;&lt;",
    "\u{fffd}",
];

/// Pieces of XML that a reader may not expect.
const PIECES: &[&str] = &[
    "<mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<mergeCell ref=\"B2:A1\"/>",
    "<mergeCell/>",
    "<dimension ref=\"A1:XFD1048576\"/>",
    "<dimension ref=\"XFD1048576:A1\"/>",
    "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
    "<row r=\"5\" spans=\"1:3\"><c r=\"A5\" t=\"s\"><v>999999</v></c><c r=\"B5\" t=\"s\"><v>-1</v></c><c r=\"C5\" t=\"s\"><v></v></c></row>",
    "<row><c><v>1</v></c><c t=\"inlineStr\"><is><t>northbridge</t></is></c></row>",
    "<c r=\"B4\" t=\"inlineStr\"><is><r><t>a</t></r><r><rPr/><t xml:space=\"preserve\"> b </t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></is></c>",
    "<c r=\"F4\"><f>SUM(A1:A9)</f></c>",
    "<c r=\"F4\"><f t=\"shared\" ref=\"F4:F1048576\" si=\"0\">A1+$B$1+XFD1</f></c>",
    "<c r=\"F5\"><f t=\"shared\" si=\"0\"/></c>",
    "<c r=\"F6\"><f t=\"shared\" si=\"4294967295\" ref=\"F6\">A1</f><v>1</v></c>",
    "<c r=\"F6\"><f t=\"array\" ref=\"F6:G9\">\"a\"\"b\"&amp;A1</f><v/></c>",
    "<c r=\"F4\" t=\"e\"><v>#N/A</v></c>",
    "<c r=\"F4\" t=\"d\"><v>2024-05-31T00:00:00</v></c>",
    "<c r=\"F4\" t=\"b\"><v>2</v></c>",
    "<c r=\"F4\" s=\"99999\"><v>1e400</v></c>",
    "<c r=\"F4\" s=\"1\"><v>-1e308</v></c>",
    "<si><t>_x0000__x000D_\u{202e}</t></si>",
    "<si/>",
    "<si><r/></si>",
    "<xf numFmtId=\"9\"/>",
    "<xf numFmtId=\"14\" applyNumberFormat=\"1\"/>",
    "<numFmt numFmtId=\"164\" formatCode=\"0%\"/>",
    "<sheet name=\"Observations\" sheetId=\"9\" state=\"hidden\" r:id=\"rId1\"/>",
    "<sheet name=\"\" sheetId=\"0\" r:id=\"\"/>",
    "<definedName name=\"x\">Observations!$A$1</definedName>",
    "<workbookPr date1904=\"1\"/>",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x",
    "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z SYSTEM \"file:///etc/passwd\">]>",
    "&x;",
    "&#x1;",
    "<",
    ">",
    "</",
    "/>",
    "\"",
    "</c>",
    "</row>",
    "</sheetData>",
    "<sheetData/>",
    "<sheetData>",
    "</worksheet>",
    "<a:b xmlns:a=\"c\"/>",
];

/// A workbook from another.
pub fn mutate(chance: &mut Chance, base: &[u8], other: &[u8]) -> Vec<u8> {
    let archived = |bytes: &[u8]| zipped::read(bytes).filter(|parts| !parts.is_empty());
    // What is no archive is refused at once: few mutants are made of it.
    let taken = archived(base).or_else(|| archived(other).filter(|_| !chance.once_in(10)));
    let Some(mut parts) = taken.filter(|_| !chance.once_in(40)) else {
        let mut made = base.to_vec();
        mutate::bytes(chance, &mut made, other);
        return made;
    };
    // Stored parts are read faster, and bytes changed afterwards reach the XML.
    for part in &mut parts {
        part.packed = chance.once_in(20);
    }
    // Half of the mutants stay well-formed, so that what is behind the parser is reached.
    let gentle = chance.once_in(2);
    for _ in 0..1 + chance.below(4) {
        if !gentle && chance.once_in(6) {
            archive(chance, &mut parts, other);
            continue;
        }
        let at = which(chance, &parts);
        match parts.get_mut(at) {
            Some(part) if gentle && chance.once_in(6) => attribute(chance, &mut part.data),
            Some(part) if gentle => text(chance, &mut part.data, true),
            Some(part) => part.data = xml(chance, &part.data),
            None => {}
        }
    }
    let mut made = zipped::write(&parts);
    if chance.once_in(40) {
        mutate::bytes(chance, &mut made, other);
    }
    made
}

/// A part to change: a sheet most of the time.
fn which(chance: &mut Chance, parts: &[Part]) -> usize {
    let sheets: Vec<usize> = (0..parts.len()).filter(|i| parts[*i].name.contains("worksheets/")).collect();
    match chance.below(3) {
        0 => chance.below(parts.len()),
        _ if sheets.is_empty() => chance.below(parts.len()),
        _ => sheets[chance.below(sheets.len())],
    }
}

/// A change of the archive.
fn archive(chance: &mut Chance, parts: &mut Vec<Part>, other: &[u8]) {
    if parts.is_empty() {
        return;
    }
    let at = chance.below(parts.len());
    match chance.below(12) {
        0 => {
            parts.remove(at);
        }
        1 => parts.push(parts[at].clone()),
        2 => {
            // A second entry of one name with another content.
            let data = xml(chance, &parts[at].data);
            parts.push(Part { data, ..parts[at].clone() });
        }
        3 => {
            let name = parts[at].name.clone();
            parts[at].name = match chance.below(6) {
                0 => name.to_uppercase(),
                1 => name.replace('/', "\\"),
                2 => format!("/{name}"),
                3 => format!("../../{name}"),
                4 => format!("{name}/"),
                _ => mutate::cell(chance).chars().take(200).collect(),
            };
        }
        4 => parts[at].flags = [1, 8, 0x800, 0x41][chance.below(4)],
        5 => parts[at].method = Some([0, 8, 9, 12, 14, 93, 99][chance.below(7)]),
        6 => parts[at].size = Some([0, 1, u32::MAX, 1 << 30, 17][chance.below(5)]),
        7 => parts[at].sum = 1,
        8 => {
            let to = chance.below(parts.len());
            let data = std::mem::take(&mut parts[at].data);
            parts[at].data = std::mem::replace(&mut parts[to].data, data);
        }
        9 => {
            if let Some(others) = zipped::read(other).filter(|o| !o.is_empty()) {
                let taken = others[chance.below(others.len())].clone();
                match parts.iter_mut().find(|p| p.name == taken.name) {
                    Some(part) => *part = taken,
                    None => parts.push(taken),
                }
            }
        }
        10 => bomb(chance, &mut parts[at]),
        _ => parts.extend((0..chance.below(400)).map(|i| Part { name: format!("xl/more{i}.xml"), ..Part::default() })),
    }
}

/// Makes a part unpack to megabytes from kilobytes.
fn bomb(chance: &mut Chance, part: &mut Part) {
    let piece: &[u8] = chance.pick(&[
        b" ".as_slice(),
        b"<row/>",
        b"<c/>",
        b"<row><c t=\"s\"><v>0</v></c></row>",
        b"<si><t>a</t></si>",
        b"<mergeCell ref=\"A1:B2\"/>",
        b"<a>",
        b"<c><f>A1</f></c>",
    ]);
    let at = boundary(chance, &part.data);
    let most = MOST_BOMB >> chance.below(6);
    let times = chance.below(most) / piece.len();
    part.data.splice(at..at, piece.repeat(times));
    part.packed = true;
}

/// A change of XML; what it is told as text may be no XML any more.
fn xml(chance: &mut Chance, data: &[u8]) -> Vec<u8> {
    let mut made = data.to_vec();
    match chance.below(12) {
        0..=3 => attribute(chance, &mut made),
        4 | 5 => text(chance, &mut made, false),
        6 => {
            let at = boundary(chance, &made);
            let piece = chance.pick(PIECES);
            made.splice(at..at, piece.bytes());
        }
        7 => element(chance, &mut made),
        8 => {
            let at = boundary(chance, &made);
            let most = if chance.once_in(10) { 20_000 } else { 30 };
            let depth = 1 + chance.below(most);
            let tag = chance.pick(&["c", "row", "is", "r", "t", "si", "sheetData", "f", "v", "a:b"]);
            let close = if chance.once_in(2) { format!("</{tag}>") } else { String::new() };
            made.splice(at..at, format!("{}{}", format!("<{tag}>").repeat(depth), close.repeat(depth)).into_bytes());
        }
        9 => {
            made.drain(chance.range(data.len(), 400));
        }
        10 => mutate::bytes(chance, &mut made, b""),
        _ => {
            let name = format!(
                " {}=\"{}\"",
                chance.pick(&["r", "s", "t", "ref", "si", "count", "uniqueCount", "xmlns", "xml:space"]),
                chance.pick(VALUES)
            );
            if let Some(at) = tag_end(chance, &made) {
                made.splice(at..at, name.into_bytes());
            }
        }
    }
    made.truncate(MOST_PART.max(data.len()));
    made
}

/// Puts another value into an attribute.
fn attribute(chance: &mut Chance, data: &mut Vec<u8>) {
    let places: Vec<usize> =
        (0..data.len().saturating_sub(2)).filter(|i| data[*i..].starts_with(b"=\"")).map(|i| i + 2).collect();
    if places.is_empty() {
        return;
    }
    let start = places[chance.below(places.len())];
    let end = start + data[start..].iter().position(|b| *b == b'"').unwrap_or_default();
    let value = match chance.below(6) {
        0 => mutate::cell(chance).replace(['"', '<'], ""),
        1 => chance.below(70_000).to_string(),
        2 => format!("{}{}", ["A", "B", "E", "F", "G", "Z", "AA"][chance.below(7)], chance.below(60)),
        _ => chance.pick(VALUES).to_string(),
    };
    data.splice(start..end, value.into_bytes());
}

/// Puts another text between two tags, as text where it is to be well-formed.
fn text(chance: &mut Chance, data: &mut Vec<u8>, well_formed: bool) {
    let places: Vec<usize> = (1..data.len()).filter(|i| data[i - 1] == b'>' && data[*i] != b'<').collect();
    if places.is_empty() {
        return;
    }
    let end_of = |start: usize| start + data[start..].iter().position(|b| *b == b'<').unwrap_or(0);
    let mut start = places[chance.below(places.len())];
    // Names of columns are words in lower case; without one of them a sheet is refused.
    let name = |start: usize| data[start..end_of(start)].iter().all(|b| b.is_ascii_lowercase() || *b == b'_');
    for _ in 0..4 {
        if well_formed && name(start) {
            start = places[chance.below(places.len())];
        }
    }
    let end = end_of(start);
    let text = mutate::cell(chance);
    let escaped = |text: String| text.replace('&', "&amp;").replace('<', "&lt;").replace(|c: char| c.is_control(), "");
    let text = if !well_formed && chance.once_in(10) { text } else { escaped(text) };
    data.splice(start..end, text.into_bytes());
}

/// Drops an element, or repeats it.
fn element(chance: &mut Chance, data: &mut Vec<u8>) {
    let starts: Vec<usize> =
        (0..data.len().saturating_sub(1)).filter(|i| data[*i] == b'<' && data[i + 1].is_ascii_alphabetic()).collect();
    if starts.is_empty() {
        return;
    }
    let start = starts[chance.below(starts.len())];
    let name: Vec<u8> =
        data[start + 1..].iter().copied().take_while(|b| b.is_ascii_alphanumeric() || *b == b':').collect();
    let open = data[start..].iter().position(|b| *b == b'>').map_or(data.len(), |i| start + i + 1);
    let close = [b"</".as_slice(), &name, b">"].concat();
    let end = if data[..open].ends_with(b"/>") {
        open
    } else {
        data[open..].windows(close.len()).position(|w| w == close).map_or(open, |i| open + i + close.len())
    };
    if chance.once_in(3) {
        data.drain(start..end);
    } else {
        let copy = data[start..end].to_vec();
        let most = (MOST_PART / copy.len().max(1)).min(if chance.once_in(10) { 5000 } else { 8 });
        let at = if chance.once_in(2) { end } else { boundary(chance, data) };
        let times = 1 + chance.below(most);
        data.splice(at..at, copy.repeat(times));
    }
}

/// A place between two tags.
fn boundary(chance: &mut Chance, data: &[u8]) -> usize {
    let places: Vec<usize> = (0..data.len()).filter(|i| data[*i] == b'<').collect();
    if places.is_empty() { data.len() } else { places[chance.below(places.len())] }
}

/// The place before the end of an opening tag.
fn tag_end(chance: &mut Chance, data: &[u8]) -> Option<usize> {
    let places: Vec<usize> = (1..data.len())
        .filter(|i| data[*i] == b'>' && data[i - 1].is_ascii_alphanumeric() | (data[i - 1] == b'"'))
        .collect();
    (!places.is_empty()).then(|| places[chance.below(places.len())])
}
