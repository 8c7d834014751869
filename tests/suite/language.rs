//! Languages: what is said, by which rules, and that no message is missing.

use std::path::{Path, PathBuf};

use learning_cities::document::{Text, html::Page, list};
use learning_cities::language::{Language, key, tags};
use learning_cities::{say, say_html};
use maud::html;

fn messages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages")
}

/// A folder with an English file and one of another language.
fn folder(tag: &str, english: &str, other: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("en.ftl"), english).unwrap();
    std::fs::write(dir.path().join(format!("{tag}.ftl")), other).unwrap();
    dir
}

#[test]
fn each_language_writes_numbers_dates_and_lists_its_own_way() {
    let said = |tag: &str| {
        let l = Language::load(&messages(), tag).unwrap();
        let n = l.numbers();
        [
            n.number(12345.678, 1),
            n.number(2012.0, 0),
            n.year(2012),
            n.number(-0.04, 1),
            n.number(-2.5, 1),
            n.fixed(3.0, 1),
            n.date("2027-01-31"),
            l.list(&["a", "b", "c"]),
        ]
    };
    assert_eq!(said("en"), ["12,345.7", "2,012", "2012", "0", "−2.5", "3.0", "31 January 2027", "a, b and c"]);
    assert_eq!(
        said("fr"),
        ["12\u{202f}345,7", "2\u{202f}012", "2012", "0", "−2,5", "3,0", "31 janvier 2027", "a, b et c"]
    );
    assert_eq!(said("es"), ["12\u{202f}345,7", "2012", "2012", "0", "−2,5", "3,0", "31 de enero de 2027", "a, b y c"]);
}

#[test]
fn signs_stay_on_the_left_of_their_numbers_from_right_to_left() {
    let dir = folder("ar", "a = b\nvalue-percent = { $number }", "direction = rtl");
    let ar = Language::load(dir.path(), "ar").unwrap();
    assert_eq!(ar.numbers().number(-2.0, 0), "\u{200e}−2");
    assert_eq!(ar.change(0.5, "rate"), "\u{200e}+50");
    assert_eq!(crate::support::english().numbers().number(-2.0, 0), "−2");
}

#[test]
fn what_is_no_number_or_no_day_is_not_made_one() {
    let l = crate::support::english();
    assert_eq!(l.numbers().number(f64::NAN, 1), "–");
    assert_eq!(l.numbers().number(f64::NEG_INFINITY, 1), "–");
    assert_eq!(l.numbers().date("soon"), "soon");
    assert_eq!(l.numbers().number(1e300, 0).chars().filter(char::is_ascii_digit).count(), 301);
}

#[test]
fn a_message_picks_its_number_and_falls_back_to_english() {
    let dir = folder(
        "fr",
        "cities = { $n ->\n    [one] { $n } city\n   *[other] { $n } cities\n}\nonly = only { $what }",
        "cities = { $n ->\n    [one] { $n } ville\n   *[other] { $n } villes\n}",
    );
    let fr = Language::load(dir.path(), "fr").unwrap();
    assert_eq!(say!(fr, "cities", n = 0), "0 ville");
    assert_eq!(say!(fr, "cities", n = 12345), "12\u{202f}345 villes");
    assert_eq!(say!(fr, "only", what = "x"), "only x");
    assert_eq!(say!(fr, "nowhere"), "nowhere");
}

#[test]
fn markup_stays_and_text_is_escaped() {
    let dir = folder("ar", "see = A & B: { $link } < { $link }", "direction = rtl");
    let ar = Language::load(dir.path(), "ar").unwrap();
    assert_eq!(ar.direction(), "rtl");
    assert_eq!(say_html!(ar, "see", link = html! { b { "x" } }).0, "A &amp; B: <b>x</b> &lt; <b>x</b>");
    let items = ["a", "b"].map(Text::strong);
    assert_eq!(listed(&crate::support::english(), &items), "<strong>a</strong> and <strong>b</strong>");
}

/// A list of texts on a page.
fn listed(language: &Language, items: &[Text]) -> String {
    Page::new(language, "index.html", String::new()).text(&list(language, items)).into_string()
}

#[test]
fn spanish_joins_by_the_sound_that_follows_in_markup_too() {
    let es = crate::support::language("es");
    let link = |name: &str| Text::page("x", name);
    assert_eq!(es.list(&["Lugo", "Ibiza"]), "Lugo e Ibiza");
    assert_eq!(es.list(&["«Lugo»", "«Lugo»", "«Ibiza»"]), "«Lugo», «Lugo» e «Ibiza»");
    let said = listed(&es, &[link("Lugo"), link("Ávila"), link("Ibiza")]);
    assert_eq!(said, "<a href=\"x\">Lugo</a>, <a href=\"x\">Ávila</a> e <a href=\"x\">Ibiza</a>");
    let said = listed(&es, &[link("Ibiza"), link("A & <b>"), link("A & <b>")]);
    assert!(said.ends_with(", <a href=\"x\">A &amp; &lt;b&gt;</a> y <a href=\"x\">A &amp; &lt;b&gt;</a>"), "{said}");
}

#[test]
fn lists_of_lists_are_set_apart_as_the_language_does() {
    let items = || ["a (1, 2)", "b", "c"].map(str::to_string);
    assert_eq!(crate::support::english().list_apart(items()), "a (1, 2); b; c");
    assert_eq!(
        crate::support::language("fr").list_apart(items()).replace('\u{202f}', "\u{a0}"),
        "a (1, 2)\u{a0}; b\u{a0}; c"
    );
    assert_eq!(crate::support::english().list_apart([]), "");
}

#[test]
fn a_bad_language_is_named() {
    let dir = folder("fr", "a = b", "= no message");
    let error = Language::load(dir.path(), "fr").unwrap_err().to_string();
    assert!(error.contains("fr.ftl") && error.contains("line 1"), "{error}");
    let error = Language::load(&messages(), "tlh").unwrap_err().to_string();
    assert!(error.contains("--language tlh") && error.contains("en, es, fr"), "{error}");
    for (tag, says) in
        [("EN", "write en"), ("../en", "no tag of a language"), ("", "no tag of a language"), ("zz", "zz.ftl")]
    {
        let error = Language::load(&messages(), tag).unwrap_err().to_string();
        assert!(error.starts_with(&format!("--language {tag}: ")) && error.contains(says), "{error}");
        assert!(error.contains("the languages there are: en, es, fr"), "{error}");
    }
    assert!(tags(&messages()).unwrap().contains(&"en".to_string()));
    assert_eq!(key("feature", "2.1.3"), "feature-2_1_3");
}

#[test]
fn names_stand_as_a_dictionary_has_them() {
    let english = crate::support::english();
    let mut names = ["Zürich", "Østby", "Ål", "alba", "Oslo", "Lund", "Álamo"];
    names.sort_by(|a, b| english.compare(a, b));
    assert_eq!(names, ["Ål", "Álamo", "alba", "Lund", "Oslo", "Østby", "Zürich"]);
}

#[test]
fn what_english_has_in_a_csv_is_named_by_a_message_and_its_attributes() {
    let dir = folder(
        "fr",
        "a = b",
        "measurement-adult_literacy_rate = Alphabétisation\n    .meaning = part des adultes\nlanguage-name = français",
    );
    let fr = Language::load(dir.path(), "fr").unwrap();
    assert_eq!(fr.name("measurement", "adult_literacy_rate", "Adult literacy rate"), "Alphabétisation");
    assert_eq!(fr.name_of("measurement", "adult_literacy_rate", "meaning", "share"), "part des adultes");
    assert_eq!(fr.name_of("measurement", "other", "meaning", "share"), "share");
    assert_eq!(fr.own_name(), "français");
}

#[test]
fn singular_and_plural_follow_what_is_written() {
    let said = |tag: &str| {
        let l = Language::load(&messages(), tag).unwrap();
        [0.5, 0.98, 1.5, -2.0].map(|v| l.change(v, "percent").replace(['\u{a0}', '\u{202f}'], " "))
    };
    assert_eq!(said("en"), ["+0.5 points", "+1 point", "+1.5 points", "−2 points"]);
    assert_eq!(said("fr"), ["+0,5 point", "+1 point", "+1,5 point", "−2 points"]);
}

#[test]
fn a_name_of_the_other_direction_stands_apart_from_its_number() {
    let l = crate::support::language("en");
    assert_eq!(l.before_number("Northbridge 2"), "Northbridge 2");
    assert_eq!(l.before_number("مرسى شهدية"), "مرسى شهدية\u{200e}");
    assert_eq!(l.before_number("岑霖湾"), "岑霖湾");
}

#[test]
fn messages_that_nest_without_end_are_told_with_their_line() {
    for nested in ["{ ", "{ a(", "{ { x: \"}\" ", "{\n"] {
        let dir = folder("fr", "a = b\n", &format!("b = x\na = {}", nested.repeat(5000)));
        let told = Language::load(dir.path(), "fr").unwrap_err().to_string();
        assert!(told.contains("fr.ftl: line ") && told.contains("nests more than 50 brackets"), "{told}");
    }
    let flat = "a = { \"{\" }{ \"\\\"{\" } (\n".repeat(500).replace("a =", "a =  ");
    let text: String = flat.lines().enumerate().map(|(i, l)| format!("a{i}{}\n", &l[1..])).collect();
    let dir = folder("fr", "a = b\n", &text);
    assert_eq!(Language::load(dir.path(), "fr").unwrap().say("a7", &[]), "{\"{ (");
}
