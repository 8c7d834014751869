//! The faces that briefs are set in: what crates carry, and the files of `data/fonts`. What a machine happens to have
//! is never used.

use std::collections::BTreeSet;
use std::path::Path;

use typst::foundations::Bytes;
use typst::text::Font;

use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::base::regular;

/// Everything: pages and charts have it too.
pub const FAMILY: &str = "Noto Sans";
/// Scripts that it does not have: Arabic, Hebrew, Georgian, Armenian and more.
const FURTHER_SCRIPTS: &str = "DejaVu Sans";

/// Faces in a fixed order, and what of them changes a brief's bytes.
#[derive(Debug, Clone)]
pub struct Fonts {
    faces: Vec<Font>,
    /// Families of `data/fonts`, in the order of its files' names.
    further: Vec<String>,
    /// Hashes of the files of `data/fonts`.
    key: String,
}

impl Fonts {
    /// The bundled faces, and those of the folder where it exists.
    ///
    /// # Errors
    /// A file of the folder cannot be read or is no font.
    pub fn load(folder: Option<&Path>) -> Result<Fonts> {
        let bundled = [
            notosans::REGULAR_TTF,
            notosans::ITALIC_TTF,
            notosans::BOLD_TTF,
            notosans::BOLD_ITALIC_TTF,
            dejavu::sans::regular(),
            dejavu::sans::bold(),
        ];
        let mut faces: Vec<Font> = bundled.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        let mut further: Vec<String> = Vec::new();
        let mut key = String::new();
        for path in files(folder)? {
            let data = regular::read(&path).map_err(Error::io("read", &path))?;
            key.push_str(&sha256(&data));
            let of_file: Vec<Font> = Font::iter(Bytes::new(data)).collect();
            if of_file.is_empty() {
                return Err(Error::invalid(path.display(), "is no font; delete it and run `just fonts`"));
            }
            for face in of_file {
                let family = face.info().family.to_string();
                if !further.contains(&family) {
                    further.push(family);
                }
                faces.push(face);
            }
        }
        Ok(Fonts { faces, further, key })
    }

    /// The faces.
    pub fn faces(&self) -> &[Font] {
        &self.faces
    }

    /// Hash of what `data/fonts` brought.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Families in the order in which they are tried.
    pub fn families(&self) -> Vec<String> {
        // Noto's own faces for a script read better than what DejaVu has of it.
        let further = self.further.iter().map(String::as_str);
        std::iter::once(FAMILY).chain(further).chain([FURTHER_SCRIPTS]).map(str::to_string).collect()
    }

    /// Whether a face has this character; what leaves no mark needs none.
    pub fn cover(&self, c: char) -> bool {
        c.is_whitespace() || self.faces.iter().any(|face| face.info().coverage.contains(u32::from(c)))
    }

    /// Whether the whole text can be shown.
    pub fn cover_all(&self, text: &str) -> bool {
        text.chars().all(|c| invisible(c) || self.cover(c))
    }

    /// The text without what no face can show: each stretch of it becomes `[…]`. Control characters and those of
    /// private use, which mean nothing to a reader, go.
    pub fn shown(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut left_out = false;
        for c in text.chars().filter(|c| !self.drop(*c)) {
            match (self.cover(c), left_out) {
                (false, false) => out.push_str("[…]"),
                // Spaces between words that are left out go with them.
                (true, true) if c.is_whitespace() => continue,
                (true, true) => out.push(' '),
                _ => {}
            }
            left_out = !self.cover(c);
            if !left_out {
                out.push(if c.is_control() { ' ' } else { c });
            }
        }
        out
    }

    /// Characters of an SVG that no face has become a middle dot.
    pub fn shown_in_chart(&self, svg: Vec<u8>) -> Vec<u8> {
        match String::from_utf8(svg) {
            Ok(text) if text.is_ascii() => text.into_bytes(),
            Ok(text) => text
                .chars()
                .filter(|c| !self.drop(*c) || c.is_ascii())
                .map(|c| if self.cover(c) { c } else { '·' })
                .collect::<String>()
                .into_bytes(),
            Err(other) => other.into_bytes(),
        }
    }

    fn drop(&self, c: char) -> bool {
        invisible(c) && !(c.is_whitespace() || self.cover(c)) || (c.is_control() && !c.is_whitespace()) || private(c)
    }
}

/// Joiners, marks of direction, variation selectors: they shape their neighbours and have no shape of their own.
fn invisible(c: char) -> bool {
    matches!(u32::from(c), 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF)
}

/// Characters of private use, and those that PDF/UA forbids.
fn private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF0000..=0x10FFFF | 0xFEFF | 0xFFF0..=0xFFFF)
}

/// Fonts of a folder by name; none where there is no such folder.
fn files(folder: Option<&Path>) -> Result<BTreeSet<std::path::PathBuf>> {
    let Some(folder) = folder.filter(|f| f.is_dir()) else {
        return Ok(BTreeSet::new());
    };
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).map_err(Error::io("read", folder))? {
        let path = entry.map_err(Error::io("read", folder))?.path();
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        if matches!(ending.as_str(), "ttf" | "otf" | "ttc") {
            found.insert(path);
        }
    }
    Ok(found)
}
