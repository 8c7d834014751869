//! A finished PDF made smaller: its many small objects, most of them tags, go compressed into object streams (ISO
//! 32000, 7.5.7). What the objects say stays, and so do their numbers.

use lopdf::{Document, Error, LoadOptions, SaveOptions};

/// How many objects go into one stream. A reader unpacks a stream whole.
const TOGETHER: usize = 200;
/// Names this form of a file, for what is kept of earlier runs.
pub const FORM: &str = "object streams of 200";

/// The same document in fewer bytes, always the same ones for the same document.
///
/// # Errors
/// Not a whole PDF: nothing of it is mended or left out.
pub fn packed(pdf: &[u8]) -> Result<Vec<u8>, Error> {
    let mut document = whole(pdf)?;
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(TOGETHER)
        .compression_level(9);
    let mut bytes = Vec::with_capacity(pdf.len());
    document.save_with_options(&mut bytes, options.build())?;
    Ok(bytes)
}

/// Reads a document of which every object must be there, the catalog among them.
fn whole(pdf: &[u8]) -> Result<Document, Error> {
    let strict = LoadOptions { strict: true, ..LoadOptions::default() };
    let document = Document::load_mem_with_options(pdf, strict)?;
    document.catalog()?;
    let missing = (1..document.reference_table.size).find(|number| !document.has_object((*number, 0)));
    missing.map_or(Ok(document), |number| Err(Error::ObjectNotFound((number, 0))))
}

#[cfg(test)]
mod tests {
    use lopdf::{Document, Object};
    use typst_as_lib::TypstEngine;
    use typst_layout::PagedDocument;
    use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

    use super::super::Fonts;
    use super::{packed, whole};

    /// Three pages with headings, a table and text, as Typst writes them.
    fn written() -> Vec<u8> {
        let fonts = Fonts::load(None).unwrap();
        let page =
            "= A heading\n#lorem(30)\n#table(columns: 2, table.header[City][Value], ..range(80).map(n => [cell #n]))\n";
        let text = format!("#set document(title: [A brief])\n#set text(lang: \"fr\")\n{}", page.repeat(3));
        let engine = TypstEngine::builder().main_file(text).fonts(fonts.faces().iter().cloned()).build();
        let document: PagedDocument = engine.compile().output.unwrap();
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap();
        let options = PdfOptions { standards, ..PdfOptions::default() };
        typst_pdf::pdf(&document, &options).unwrap()
    }

    fn has(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|w| w == text.as_bytes())
    }

    /// What each page says.
    fn pages(document: &Document) -> Vec<String> {
        document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
    }

    fn tags(document: &Document) -> usize {
        let tag = |object: &&Object| object.type_name().is_ok_and(|name| name == b"StructElem");
        document.objects.values().filter(tag).count()
    }

    #[test]
    fn a_packed_brief_is_smaller_and_says_the_same() {
        let before = written();
        let after = packed(&before).unwrap();
        assert!(after.len() * 10 < before.len() * 7, "{} of {} bytes", after.len(), before.len());
        assert!(has(&after, "/ObjStm") && has(&after, "/XRef") && !has(&after, "/StructElem"));
        assert_eq!(after, packed(&before).unwrap());
        let (before, after) = (whole(&before).unwrap(), whole(&after).unwrap());
        assert_eq!((before.version.as_str(), after.version.as_str()), ("1.7", "1.7"));
        for key in [&b"Root"[..], b"Info", b"ID"] {
            assert_eq!(before.trailer.get(key).unwrap(), after.trailer.get(key).unwrap());
        }
        for (id, object) in &before.objects {
            match (object, after.get_object(*id).unwrap()) {
                (Object::Stream(one), Object::Stream(other)) => {
                    assert_eq!((&one.dict, &one.content), (&other.dict, &other.content))
                }
                (one, other) => assert_eq!(one, other),
            }
        }
        assert_eq!((pages(&before), tags(&before)), (pages(&after), tags(&after)));
        assert!(pages(&after).len() >= 3 && tags(&after) > 300, "{} pages, {} tags", pages(&after).len(), tags(&after));
        assert!(pages(&after)[0].contains("heading"), "{}", pages(&after)[0]);
    }

    #[test]
    fn what_is_no_whole_document_is_refused() {
        let sound = written();
        let damaged = |from: &str, to: &str| {
            let at = sound.windows(from.len()).position(|w| w == from.as_bytes()).unwrap();
            [&sound[..at], to.as_bytes(), &sound[at + from.len()..]].concat()
        };
        for broken in [
            Vec::new(),
            b"no PDF".to_vec(),
            sound[..sound.len() / 2].to_vec(),
            sound[..sound.len() - 60].to_vec(),
            damaged("\n5 0 obj", "\n5 0 xxx"),
            damaged("\n5 0 obj\n<<", "\n5 0 obj\n<{"),
            damaged("startxref\n", "startxref\n9"),
            damaged("/Root", "/Ruut"),
        ] {
            assert!(packed(&broken).is_err(), "{}", String::from_utf8_lossy(&broken[..broken.len().min(40)]));
        }
    }
}
