//! Files of messages: any text is a language or an error, and a language says whatever it is asked.

use std::fs;
use std::path::Path;

use learning_cities::language::{Arg, Language};
use maud::{PreEscaped, Render};

use super::chance::Chance;
use super::{mutate, promises};

/// English of a few messages, to be fallen back on.
const ENGLISH: &str =
    "language-name = English\nlist-more = { $n } more\ncity-series = { $n } of { $city }\ndirection = ltr\n";

const WORDS: &[&str] = &[
    "direction",
    "rtl",
    "ltr",
    "language-name",
    "list-more",
    "city-series",
    "chart-title-temple",
    "feature-2_1_3",
    "-term",
    "{ -term }",
    "{ $n }",
    "{ $city }",
    "{ $missing }",
    "{ city-series }",
    "{ list-more.attr }",
    "{ NUMBER($n) }",
    "{ NUMBER($n, minimumFractionDigits: 99) }",
    "{ NUMBER(1) }",
    "{ DATETIME($n) }",
    "{ FUNC() }",
    "{ \"\" }",
    "{ \"\\u0000\" }",
    "{ \"\\u202E\" }",
    "{ \"\\U110000\" }",
    "{ 1 }",
    "{ -1.50 }",
    "{ $n ->\n    [one] one\n   *[other] { $n }\n }",
    "    .attr = x",
    "*[other]",
    "[0]",
    "->",
    " = ",
    "#",
    "##",
    "###",
    "{",
    "}",
    "{{",
    "\n    ",
    "\t",
    "\r\n",
    "&",
    "<b>",
    "\u{e000}",
    "\u{f0000}",
    "\u{2068}",
    "\u{200f}",
];

/// Reads languages and lets them speak.
pub fn run(inputs: &[&[u8]], thorough: bool) -> u64 {
    inputs.iter().map(|input| one(input, thorough)).sum()
}

fn one(input: &[u8], thorough: bool) -> u64 {
    let folder = tempfile::tempdir().expect("a folder");
    let tag = ["fr", "ar"][input.len() % 2];
    fs::write(folder.path().join("en.ftl"), ENGLISH).expect("a file");
    fs::write(folder.path().join(format!("{tag}.ftl")), input).expect("a file");
    let language = match Language::load(folder.path(), tag) {
        Ok(language) => language,
        Err(error) => {
            // A file that is no UTF-8 cannot be read at all.
            if std::str::from_utf8(input).is_ok() {
                promises::error(&error, folder.path());
            }
            return 0;
        }
    };
    let text = String::from_utf8_lossy(input);
    speak(&language, &text);
    if thorough {
        as_english(folder.path(), input);
    }
    1
}

/// Says every message of the text, and some that are none.
fn speak(language: &Language, text: &str) {
    let ids = text.lines().filter_map(|l| l.split_once('=')).map(|(id, _)| id.trim()).take(200);
    let markup = PreEscaped("<a href=\"x\">y</a>".to_string());
    for id in ids.chain(["city-series", "no-such-message", "list-more.attr", "", "-term"]) {
        let args = [("n", Arg::from(3_i64)), ("city", Arg::from("Söns & <b>")), ("amount", Arg::from(0.5))];
        let said = language.say(id, &args);
        assert_eq!(said, language.say(id, &args), "a message says two things");
        assert!(said.len() < 1_000_000, "a message without end: {id}");
        let html = language.say_html(id, &[("city", markup.render())]).0;
        let plain = html.replace(&markup.0, "");
        assert!(!plain.contains('<'), "markup of a message is not escaped: {html}");
        language.name("feature", id, "it's 10 000 %");
    }
    language.before_number("مدينة");
    language.list(&["a", "b", "«c»"]);
    language.list_some(&["a", "b", "c", "d"], 2);
    language.list_html(&[markup.clone(), markup]);
    for number in [0.0, -0.05, 1.5, 1e15, f64::NAN, f64::INFINITY] {
        language.numbers().number(number, 1);
    }
    language.compare("a", text);
}

/// The same text as the language that others fall back on.
fn as_english(folder: &Path, input: &[u8]) {
    fs::write(folder.join("en.ftl"), input).expect("a file");
    if let Ok(language) = Language::load(folder, "en") {
        assert_eq!(language.say("no-such-message", &[]), "no-such-message");
    }
}

/// A file of messages from others.
pub fn mutate(chance: &mut Chance, base: &[u8], other: &[u8]) -> Vec<u8> {
    if chance.once_in(60) {
        // Placeables in placeables, and messages that refer to one another.
        let depth = [3, 50, 2000][chance.below(3)];
        return match chance.below(3) {
            0 => format!("a = {}$n{}\n", "{ ".repeat(depth), " }".repeat(depth)),
            1 => (0..depth).map(|i| format!("m{i} = {{ m{} }}{{ m{} }}\n", (i + 1) % depth, (i + 1) % depth)).collect(),
            _ => format!("a = {}", "{ $n ->\n *[other] ".repeat(depth)),
        }
        .into_bytes();
    }
    mutate::text(chance, base, other, WORDS)
}
