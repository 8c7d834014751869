//! The folder `brief` of the demonstration: a foreword, two stories of invented cities, and two drawings in the place of
//! photographs.

use std::io::Cursor;
use std::path::Path;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{Rgb, RgbImage};

use super::files::Submission;
use crate::base::error::{Error, Result};
use crate::model::framework::Framework;
use crate::model::vocabulary::Consent;

/// What a story may be about: a practice of a city that has said everything in public.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    area: String,
    city: String,
    name: String,
    title: String,
}

/// The practices of a city that stories may be about.
pub fn candidates(name: &str, submissions: &[Submission], framework: &Framework) -> Vec<Candidate> {
    let public = Consent::Public.into_str();
    let is_public = |s: &Submission| s.declaration.consent == public;
    if !submissions.iter().all(is_public) {
        return Vec::new();
    }
    let practices = submissions.iter().flat_map(|s| s.practices.iter().map(move |practice| (&s.city, practice)));
    let candidate = |(city, practice): (&String, &super::companions::Practice)| {
        let area = &framework.measurements.iter().find(|m| m.feature == practice.feature)?.area;
        let (area, city, title) = (area.clone(), city.clone(), practice.title.clone());
        Some(Candidate { area, city, name: name.to_string(), title })
    };
    practices.filter_map(candidate).collect()
}

/// What is said before the figures, by the end of its file's name.
const FOREWORDS: [(&str, &str); 3] = [
    ("foreword.md", include_str!("foreword.md")),
    ("foreword.fr.md", include_str!("foreword.fr.md")),
    ("foreword.es.md", include_str!("foreword.es.md")),
];

/// Writes the folder; without two cities that stories may be about there are a cover and the forewords alone. Gives the
/// number of files.
pub fn write(out: &Path, mut all: Vec<Candidate>) -> Result<usize> {
    all.sort();
    let first = all.first().cloned();
    let second = first.as_ref().and_then(|first| all.iter().find(|c| c.area != first.area && c.city != first.city));
    let folder = out.join("brief");
    std::fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(Error::io("write", &path))
    };
    for (name, text) in FOREWORDS {
        put(name, text.as_bytes())?;
    }
    put("hills.png", &png(&hills(1200, 520))?)?;
    let mut text = COVER.to_string();
    let (Some(first), Some(second)) = (&first, second) else {
        put("stories.toml", text.as_bytes())?;
        return Ok(2 + FOREWORDS.len());
    };
    put("circles.png", &png(&circles(640, 720))?)?;
    let told = TOLD.replace("AREA", &first.area).replace("CITY", &first.city).replace("PRACTICE", &first.title);
    text += &told;
    text += &OWN.replace("AREA", &second.area).replace("CITY", &second.city).replace("NAME", &second.name);
    put("stories.toml", text.as_bytes())?;
    Ok(3 + FOREWORDS.len())
}

const COVER: &str = r#"# Stories and photographs of the annual brief. What is not here is chosen by a rule.

[cover]
photo = "hills.png"
alt = "Drawing: four ranges of hills in shades of blue under a low sun."
caption = "A drawing in the place of a photograph."
credit = "demonstration network"

[cover.in.fr]
alt = "Dessin : quatre chaînes de collines bleues sous un soleil bas."
caption = "Un dessin à la place d’une photographie."
credit = "réseau de démonstration"

[cover.in.es]
alt = "Dibujo: cuatro cadenas de colinas azules bajo un sol bajo."
caption = "Un dibujo en lugar de una fotografía."
credit = "red de demostración"
"#;

const TOLD: &str = r#"
# A practice that the city has described: shown in its own words.
[[story]]
area = "AREA"
city = "CITY"
practice = "PRACTICE"
photo = "circles.png"
alt = "Drawing: people as dots sit in three circles around a lamp."
caption = "A drawing in the place of a photograph."
credit = "demonstration network"

[story.in.fr]
alt = "Dessin : des personnes, en points, assises en trois cercles autour d’une lampe."
caption = "Un dessin à la place d’une photographie."
credit = "réseau de démonstration"

[story.in.es]
alt = "Dibujo: personas, como puntos, sentadas en tres círculos alrededor de una lámpara."
caption = "Un dibujo en lugar de una fotografía."
credit = "red de demostración"
"#;

const OWN: &str = r#"
# A story in the network's own words.
[[story]]
area = "AREA"
city = "CITY"
title = "What one evening changed"
text = "In NAME, an invented city, a market hall stayed open after hours for a week as a test. Learners came who had never used the library next to it; since then the hall has had a reading corner of its own."

[story.in.fr]
title = "Ce qu’une soirée a changé"
text = "À NAME, ville inventée, une halle de marché est restée ouverte le soir pendant une semaine, à titre d’essai. Des personnes qui n’avaient jamais fréquenté la bibliothèque voisine sont venues ; depuis, la halle a son coin de lecture."

[story.in.es]
title = "Lo que cambió una tarde"
text = "En NAME, una ciudad inventada, un mercado permaneció abierto por la tarde durante una semana, a modo de prueba. Acudieron personas que nunca habían usado la biblioteca vecina; desde entonces el mercado tiene su propio rincón de lectura."
"#;

type Colour = [u8; 3];

const SKY: Colour = [233, 240, 246];
const SUN: Colour = [240, 178, 92];
/// From the farthest range to the nearest.
const RANGES: [Colour; 4] = [[176, 205, 228], [112, 162, 204], [46, 114, 172], [8, 72, 130]];

/// A colour over another, in shares of 256.
fn over(below: Colour, above: Colour, share: i64) -> Colour {
    let share = share.clamp(0, 256);
    let mixed = |i: usize| (i64::from(below[i]) * (256 - share) + i64::from(above[i]) * share) / 256;
    [0, 1, 2].map(|i| u8::try_from(mixed(i)).unwrap_or(u8::MAX))
}

/// How much of a pixel a disc covers, in shares of 256: by whole numbers, which every machine computes alike.
fn disc(x: i64, y: i64, (middle_x, middle_y): (i64, i64), radius: i64) -> i64 {
    let (dx, dy) = (x - middle_x, y - middle_y);
    (radius * radius - dx * dx - dy * dy) * 256 / (2 * radius) + 128
}

/// Height of a wave of arcs, each a parabola, at a place.
fn wave(x: i64, length: i64, height: i64) -> i64 {
    let (arc, t) = (x.div_euclid(length), x.rem_euclid(length));
    let up = 4 * t * (length - t) * height / (length * length);
    if arc % 2 == 0 { up } else { -up }
}

/// Ranges of hills under a sun.
fn hills(width: u32, height: u32) -> RgbImage {
    let (w, h) = (i64::from(width), i64::from(height));
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (i64::from(x), i64::from(y));
        let mut colour = over(SKY, SUN, disc(x, y, (w * 7 / 10, h * 4 / 10), h / 7));
        for (i, range) in (0..).zip(RANGES) {
            // In 256ths of a pixel.
            let length = w * (11 - 2 * i) / 40;
            let rise = wave((x + w * i / 5) * 256, length * 256, h * 256 * (10 - i) / 100);
            let crest = h * 256 * (42 + 13 * i) / 100 - rise;
            colour = over(colour, range, y * 256 - crest);
        }
        Rgb(colour)
    })
}

/// Dots in three circles around a lamp.
fn circles(width: u32, height: u32) -> RgbImage {
    // Corners of regular polygons on a circle of radius 1000, by whole numbers.
    const TWELVE: [(i64, i64); 12] = [
        (1000, 0),
        (866, 500),
        (500, 866),
        (0, 1000),
        (-500, 866),
        (-866, 500),
        (-1000, 0),
        (-866, -500),
        (-500, -866),
        (0, -1000),
        (500, -866),
        (866, -500),
    ];
    let (w, h) = (i64::from(width), i64::from(height));
    let (middle, least) = ((w / 2, h / 2), w.min(h));
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (i64::from(x), i64::from(y));
        let mut colour = over(RANGES[3], RANGES[2], disc(x, y, middle, least * 46 / 100));
        colour = over(colour, SUN, disc(x, y, middle, least / 14));
        for (ring, radius) in (1_i64..).zip([19_i64, 31, 43]) {
            for (place, (dx, dy)) in (1_i64..).zip(TWELVE) {
                // The inner circles have fewer seats.
                if ring == 1 && place % 2 == 0 || ring == 2 && place % 4 == 0 {
                    continue;
                }
                let at = |of: i64, d: i64| of + d * least * radius / 100_000;
                let seat = (at(middle.0, dx), at(middle.1, dy));
                colour =
                    over(colour, if (ring + place) % 3 == 0 { SKY } else { RANGES[0] }, disc(x, y, seat, least / 32));
            }
        }
        Rgb(colour)
    })
}

fn png(picture: &RgbImage) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
    picture
        .write_with_encoder(encoder)
        .map_err(|e| Error::invalid("brief", format!("a drawing cannot be encoded: {e}")))?;
    Ok(bytes.into_inner())
}
