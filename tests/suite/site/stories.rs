//! Stories and photographs that the analyst chooses for the annual brief: on its pages and on the site, in each language,
//! of cities that show their results alone.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use image::{ImageFormat, Rgb, RgbImage};
use learning_cities::engine::Engine;
use learning_cities::ingest::{self, Report};
use learning_cities::language::Language;
use learning_cities::model::network::Network;
use learning_cities::model::vocabulary::Severity;
use learning_cities::open_data::Marts;
use learning_cities::press::Press;
use learning_cities::report::figures::Figures;
use learning_cities::report::{Edition, Site, briefs};
use learning_cities::store::Store;

use super::fixture;
use crate::support::{language, repository, unpacked, words};

/// Where a telephone would say that a photograph was taken.
const PLACE: &[u8] = b"GPSLatitude 12 34 56 N";

const STORIES: &str = r#"
[cover]
photo = "cover.png"
alt = "A red square on the cover."
credit = "A. Photographer"

[[story]]
area = "1.1"
city = "northbridge"
practice = "Evening classes"
photo = "Class.JPG"
alt = "A class in the evening."
caption = "A class in <winter>."
credit = "City of Northbridge"

[story.in.fr]
alt = "Un cours du soir."
caption = "Un cours en hiver."
credit = "Ville de Northbridge"

[[story]]
feature = "2.1.3"
city = "aasby"
title = "A bus with books"
text = "It stops at *every* school."

[story.in.fr]
title = "Un bus de livres"
"#;

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, Rgb([200, 30, 30])).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with EXIF that says where it was taken.
fn photograph() -> Vec<u8> {
    let jpeg = picture(800, 640, ImageFormat::Jpeg);
    let exif = [b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0".as_slice(), PLACE].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

struct Made {
    dir: tempfile::TempDir,
}

impl Made {
    fn new() -> Made {
        let made = Made { dir: tempfile::tempdir().unwrap() };
        fixture::network(&made.folder(), &fixture::framework(), &fixture::Sent::default());
        made
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("network")
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        crate::support::write(&self.folder().join("brief"), name, bytes);
    }

    fn with_pictures(&self) {
        self.put("cover.png", picture(900, 900, ImageFormat::Png));
        self.put("Class.JPG", photograph());
    }

    fn load(&self) -> Result<Network, String> {
        Network::load(&self.folder(), &fixture::framework()).map_err(|e| e.to_string())
    }

    fn ingest(&self) -> (Report, Marts) {
        let framework = fixture::framework();
        let store = self.dir.path().join("store");
        let report = ingest::run(&self.load().unwrap(), &framework, &BTreeMap::new(), &store).unwrap();
        let snapshot = Store::open(&store).unwrap().in_force().unwrap();
        let engine = Engine::open(&snapshot, &repository().join("queries"), Some(2024)).unwrap();
        (report, Marts::fetch(&engine, framework.countries).unwrap())
    }
}

/// The annual brief in a language.
fn brief(marts: &Marts, languages: &[Arc<Language>], language: &Arc<Language>) -> Vec<u8> {
    let charts = tempfile::tempdir().unwrap();
    let rows = marts.rows().unwrap();
    let catalogue = marts.catalogue(&rows, language).unwrap();
    let site = Site::new(marts, rows, catalogue, Figures::default(), languages, &Edition::default(), "3fa9");
    briefs::of_network(&site, &Press::new(None, None).unwrap(), charts.path()).unwrap()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn read(out: &Path, path: &str) -> String {
    std::fs::read_to_string(out.join(path)).unwrap()
}

#[test]
fn chosen_stories_are_in_the_brief_and_on_the_site() {
    let made = Made::new();
    made.with_pictures();
    made.put("stories.toml", STORIES);
    let (report, marts) = made.ingest();
    let refused: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let languages = ["en", "fr"].map(language);
    let out = made.dir.path().join("site");
    fixture::write(&marts, &out, &Edition::default(), &languages, fixture::draw, None, |_| {}).unwrap();

    let (english, french) = (read(&out, "index.html"), read(&out, "fr/index.html"));
    for (page, parts) in [
        (
            &english,
            [
                "src=\"photos/cover.jpg\" width=\"900\" height=\"900\" alt=\"A red square on the cover.\"",
                "Photo: A. Photographer.",
                "src=\"photos/1.1.jpg\" width=\"800\" height=\"640\" alt=\"A class in the evening.\"",
                "A class in &lt;winter&gt;. Photo: City of Northbridge.",
                "lang=\"en\">Evening classes</span></strong>",
                "<strong>A bus with books</strong>",
                "It stops at *every* school.",
            ],
        ),
        (
            &french,
            [
                "src=\"../photos/cover.jpg\"",
                "alt=\"A red square on the cover.\"",
                "A. Photographer.",
                "src=\"../photos/1.1.jpg\" width=\"800\" height=\"640\" alt=\"Un cours du soir.\"",
                "Un cours en hiver. Photo\u{a0}: Ville de Northbridge.",
                "<strong>Un bus de livres</strong>",
                "It stops at *every* school.",
            ],
        ),
    ] {
        parts.iter().for_each(|part| assert!(page.contains(part), "{part}"));
    }
    // The picture is there once, listed, and holds nothing else of its file.
    let photo = std::fs::read(out.join("photos/1.1.jpg")).unwrap();
    assert!(!has(&photo, PLACE) && !has(&photo, b"Exif"));
    assert!(read(&out, "manifest.json").contains("photos/1.1.jpg") && !out.join("fr/photos").exists());
    for name in ["brief_photos", "brief_stories"] {
        assert!(!out.join(format!("data/{name}.csv")).exists(), "{name} is no open data");
    }

    let [english, french] = [0, 1].map(|at| brief(&marts, &languages, &languages[at]));
    for (pdf, parts) in [
        (&english, ["A city’s story", "A bus with books", "Evening classes", "A class in <winter>."]),
        (&french, ["Le récit d’une ville", "Un bus de livres", "Evening classes", "Un cours en hiver."]),
    ] {
        let said = words(pdf);
        parts.iter().for_each(|part| assert!(said.contains(part), "{part} in {said}"));
        assert!(!has(&unpacked(pdf).unwrap(), PLACE));
        assert_eq!(unpacked(pdf).unwrap().windows(10).filter(|w| w == b"/DCTDecode").count(), 2, "photographs");
    }
    assert!(has(&unpacked(&english).unwrap(), b"(A red square on the cover.)"), "its alternative text");
    // What a reader follows leads to the whole address.
    assert!(has(&unpacked(&english).unwrap(), b"https://example.org/a?b=1&c=2"));
}

/// The words within paragraphs that are marked as of a language other than their paragraph's.
fn marked_inline(pdf: &[u8], language: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let mut words = String::new();
    for page in document.get_pages().into_values() {
        let fonts = document.get_page_fonts(page).unwrap();
        let encodings: BTreeMap<_, _> =
            fonts.iter().map(|(name, font)| (name.clone(), font.get_font_encoding(&document).unwrap())).collect();
        let (mut font, mut open) = (None, Vec::new());
        for operation in document.get_and_decode_page_content(page).unwrap().operations {
            match (operation.operator.as_str(), operation.operands.as_slice()) {
                ("Tf", [name, ..]) => font = encodings.get(name.as_name().unwrap()),
                ("BMC", _) => open.push(false),
                ("BDC", [_, properties]) => {
                    open.push(properties.as_dict().is_ok_and(|of| {
                        of.get(b"Lang").and_then(|lang| lang.as_str()).is_ok_and(|lang| lang == language)
                    }))
                }
                ("EMC", _) => drop(open.pop()),
                ("Tj" | "TJ", operands) if open.contains(&true) => {
                    let of = |text: &lopdf::Object| {
                        let text = text.as_str().ok()?;
                        lopdf::Document::decode_text(font?, text).ok()
                    };
                    for operand in operands {
                        match operand.as_array() {
                            Ok(parts) => words.extend(parts.iter().filter_map(of)),
                            Err(_) => words.extend(of(operand)),
                        }
                    }
                }
                _ => {}
            }
        }
    }
    words
}

#[test]
fn words_in_the_first_language_are_marked_in_every_other_edition() {
    let made = Made::new();
    made.with_pictures();
    made.put("stories.toml", STORIES);
    made.put("foreword.md", "What we learnt.");
    let languages = ["en", "fr"].map(language);
    let own = made.folder().join("network.toml");
    let without = std::fs::read_to_string(&own).unwrap();
    // What is marked as English in the French brief, and the French and the English front page.
    let of = |declared: &str| {
        std::fs::write(&own, format!("{declared}{without}")).unwrap();
        let (_, marts) = made.ingest();
        let out = made.dir.path().join("site");
        fixture::write(&marts, &out, &Edition::default(), &languages, fixture::draw, None, |_| {}).unwrap();
        let pdf = brief(&marts, &languages, &languages[1]);
        let inline = marked_inline(&pdf, b"en");
        let pdf = unpacked(&pdf).unwrap();
        let whole =
            [b"/Lang(en)".as_slice(), b"/Lang (en)"].map(|tag| pdf.windows(tag.len()).filter(|w| *w == tag).count());
        // A definition that has words in English alone.
        let defined = ["northbridge", "aasby", "southport", "tehama"]
            .iter()
            .any(|city| read(&out, &format!("fr/cities/{city}.html")).contains("lang=\"en\">Claimants"));
        assert_eq!(defined, !declared.is_empty());
        (whole.iter().sum::<usize>(), inline, read(&out, "fr/index.html"), read(&out, "index.html"))
    };
    let (unmarked, unmarked_inline, french, _) = of("");
    assert!(!french.contains("lang=\"en\">It stops"));
    let (marked, inline, french, english) = of("language = \"en\"\n");
    for words in [
        "<span dir=\"auto\" lang=\"en\">It stops at *every* school.</span>",
        "alt=\"A red square on the cover.\" lang=\"en\"",
        "<div lang=\"en\" dir=\"auto\"><p>What we learnt.</p></div>",
        "<strong>Un bus de livres</strong>",
        "alt=\"Un cours du soir.\" loading",
    ] {
        assert!(french.contains(words), "{words}");
    }
    assert!(english.contains("<p>What we learnt.</p>") && !english.contains("lang=\"en\" dir=\"auto\"><p>"));
    assert!(english.contains("It stops at *every* school.") && !english.contains("lang=\"en\">It stops"));
    // The foreword and the alternative text of the cover's photograph are elements of their own; the story's words share a
    // paragraph with the city's name.
    assert_eq!(marked, unmarked + 2);
    let story = "It stops at *every* school.";
    assert!(inline.contains(story) && !unmarked_inline.contains(story), "{unmarked_inline}, then {inline}");
}

#[test]
fn without_a_choice_a_practice_is_chosen_by_the_rule() {
    let (_, marts) = Made::new().ingest();
    let languages = [language("en")];
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("site");
    fixture::write(&marts, &out, &Edition::default(), &languages, fixture::draw, None, |_| {}).unwrap();
    assert!(!read(&out, "index.html").contains("Stories from the cities") && !out.join("photos").exists());
    let said = words(&brief(&marts, &languages, &languages[0]));
    assert!(said.contains("is chosen by turns") && !said.contains("one that the network has chosen"));
    assert!(said.contains("Classes for adults."));
}

#[test]
fn nothing_is_told_of_a_city_that_does_not_consent() {
    let made = Made::new();
    made.with_pictures();
    let of = |city: &str, rest: &str| {
        format!(
            "[[story]]\narea = \"1.1\"\ncity = \"{city}\"\n{rest}\nphoto = \"Class.JPG\"\nalt = \"Their street.\"\n[cover]\nphoto = \"cover.png\"\nalt = \"A red square.\"\n"
        )
    };
    let own = "title = \"Their secret\"\ntext = \"Told by somebody else.\"";
    for (city, rest, code, says) in [
        ("withheld", own, "story_not_public", "withheld has no results whose consent is public"),
        ("quiet-a", own, "story_not_public", "quiet-a has no results whose consent is public"),
        ("withheld", "practice = \"secret 12.345\"", "story_not_public", "The story of area 1.1 is left out"),
        (
            "northbridge",
            "practice = \"Morning classes\"",
            "story_without_practice",
            "northbridge has no public practice \"Morning classes\". Practices that it has described: ",
        ),
    ] {
        made.put("stories.toml", of(city, rest));
        let (report, marts) = made.ingest();
        let found: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        assert_eq!((found.len(), found[0].code, found[0].file.as_str()), (1, code, "brief/stories.toml"), "{found:?}");
        assert!(found[0].message.contains(says), "{}", found[0].message);
        assert_eq!(found[0].city.as_deref(), Some(city));
        let languages = [language("en")];
        let out = made.dir.path().join("site");
        fixture::write(&marts, &out, &Edition::default(), &languages, fixture::draw, None, |_| {}).unwrap();
        let front = read(&out, "index.html");
        assert!(front.contains("A red square.") && !front.contains("Their s") && !front.contains("Their street"));
        assert!(out.join("photos/cover.jpg").exists() && !out.join("photos/1.1.jpg").exists());
        // Setting it takes its time.
        if city == "quiet-a" {
            let said = words(&brief(&marts, &languages, &languages[0]));
            assert!(!said.contains("Their s") && said.contains("Classes for adults."), "the rule chooses");
        }
    }
}

#[test]
fn what_is_wrong_with_stories_names_the_place_and_a_cure() {
    let made = Made::new();
    made.with_pictures();
    made.put("small.png", picture(80, 60, ImageFormat::Png));
    made.put("notes.jpg", "no picture");
    let all = "small.png notes.jpg";
    let story = |rest: &str| format!("[[story]]\narea = \"1.1\"\ncity = \"northbridge\"\n{rest}\n");
    let own = "title = \"A\"\ntext = \"B.\"\n";
    let long = "x".repeat(401);
    for (toml, says) in [
        (
            "[cover]\nphoto = \"cover.png\"\n".to_string(),
            "cover: photo \"cover.png\" has no alt; say in a sentence what it shows",
        ),
        ("[cover]\nphoto = \"cover.png\"\nalt = \" \"\n".into(), "photo \"cover.png\" has no alt"),
        ("[cover]\nphoto = \"../cover.png\"\nalt = \"A.\"\n".into(), "is no name of a picture in the folder brief"),
        ("[cover]\nphoto = \"cover.gif\"\nalt = \"A.\"\n".into(), "is no name of a picture in the folder brief"),
        (
            "[cover]\nphoto = \"none.jpg\"\nalt = \"A.\"\n".into(),
            "photo \"none.jpg\" is not in the folder brief; put it there",
        ),
        ("[cover]\nphoto = \"small.png\"\nalt = \"A.\"\n".into(), "small.png: has 80 x 60 pixels, too few to print"),
        ("[cover]\nphoto = \"notes.jpg\"\nalt = \"A.\"\n".into(), "notes.jpg: is neither a JPEG nor a PNG picture"),
        ("[cover]\nphoto = \"cover.png\"\nalt = \"A.\"\ntitle = \"B\"\n".into(), "stories.toml line 4: unknown field"),
        (
            "[cover]\nphoto = \"cover.png\"\nalt = \"A.\"\n[cover.in.french]\nalt = \"B.\"\n".into(),
            "[cover.in.french] is no language",
        ),
        (story("practice = \"A\"\ntitle = \"B\""), "needs either practice, the title of a practice"),
        (story("title = \"B\""), "story 1: needs either practice"),
        (story(&format!("title = \"A\"\ntext = \"{long}\"")), "text has 401 characters and at most 400 fit"),
        (story(&format!("{own}alt = \"A.\"")), "story 1: has an alt, a caption or a credit and no photo"),
        (story("practice = \"A\"\n[story.in.fr]\ntext = \"B.\""), "a practice is told in those of its city"),
        (story("practice = \"A\"\nfeature = \"1.1.1\""), "needs either area or feature"),
        (story(own).replace("1.1\"", "9.9\""), "area \"9.9\" is no area of focus"),
        (story(own).replace("area = \"1.1\"", "feature = \"9.9.9\""), "feature \"9.9.9\" is no key feature"),
        (
            story(own) + &story(own).replace("area = \"1.1\"", "feature = \"1.1.2\""),
            "story 2: the area 1.1 has a story already, of northbridge",
        ),
        (
            "[cover]\nphoto = \"cover.png\"\nalt = \"A.\"\n".to_string()
                + &story(&format!("{own}photo = \"cover.png\"\nalt = \"B.\"")),
            "story 1: photo \"cover.png\" is shown twice",
        ),
        ("[cover]\nphoto = \"cover.png\"\nalt = \"A.\"\n".into(), "is shown nowhere; name it in stories.toml"),
    ] {
        made.put("stories.toml", &toml);
        let said = made.load().unwrap_err();
        assert!(said.contains("brief") && said.contains(says), "{toml}\ngave {said}\nnot {says}");
    }
    for name in all.split(' ').chain(["Class.JPG"]) {
        std::fs::remove_file(made.folder().join("brief").join(name)).unwrap();
    }
    let cover = "[cover]\nphoto = \"cover.png\"\nalt = \"A.\"\n".to_string();
    made.put("stories.toml", cover.clone() + &story(own).replace("northbridge", "nowhere"));
    assert!(made.load().unwrap_err().contains("the story of area 1.1: city \"nowhere\" is not in the registry"));
    made.put("stories.toml", cover);
    assert!(made.load().is_ok());
    std::fs::remove_file(made.folder().join("brief/stories.toml")).unwrap();
    assert!(made.load().unwrap_err().contains("cover.png: is shown nowhere"));
}
