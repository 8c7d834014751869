//! `brief/stories.toml`: the stories that the analyst chooses for the pages of the areas in the annual brief, and the
//! photographs of these and of its cover. An area of which it says nothing has a practice that is chosen by a rule.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::base::error::{Error, Result, bail, ensure};
use crate::base::source::{Hash, toml_text};
use crate::base::text::{check_name, check_tag, check_text};
use crate::model::framework::Framework;
use crate::model::photo::{self, Photo};

/// Name of the file in the folder `brief`.
pub(crate) const FILE: &str = "stories.toml";

/// Characters of a story's text: an area's page has room for so many.
pub const TEXT: usize = 400;

/// What the analyst chose for the annual brief; nothing where there is no `stories.toml`.
#[derive(Debug, Clone, Default)]
pub struct Stories {
    /// Picture of the cover.
    pub cover: Option<Picture>,
    /// Stories, one an area at most, sorted by area.
    pub all: Vec<Story>,
}

/// Words by the tag of their language; those for every other language have none, and are always there. What a language
/// has no words for is read there.
pub type Words<T> = BTreeMap<Option<String>, T>;

/// A story of a city.
#[derive(Debug, Clone)]
pub struct Story {
    /// The city.
    pub city: String,
    /// Area of focus on whose page it is.
    pub area: String,
    /// Key feature that it belongs to, where one is named.
    pub feature: Option<String>,
    /// Title of the practice of the city that the story quotes.
    pub practice: Option<String>,
    /// Title and text, where the story quotes no practice.
    pub words: Words<StoryWords>,
    /// Its photograph.
    pub picture: Option<Picture>,
}

/// A story in the network's own words.
#[derive(Debug, Clone)]
pub struct StoryWords {
    /// Its title.
    pub title: Option<String>,
    /// Its text.
    pub text: Option<String>,
}

/// A photograph and what is said of it.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Name of its file in the folder `brief`.
    pub file: String,
    /// The photograph.
    pub photo: Photo,
    /// What is said of it.
    pub words: Words<PictureWords>,
}

/// What is said of a photograph.
#[derive(Debug, Clone)]
pub struct PictureWords {
    /// What it shows, for who cannot see it.
    pub alt: Option<String>,
    /// Its caption.
    pub caption: Option<String>,
    /// Who took it, and who else has rights in it.
    pub credit: Option<String>,
}

/// `stories.toml` as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "[cover] and [[story]]")]
struct File {
    cover: Option<Cover>,
    #[serde(default)]
    story: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "photo and alt under a heading of their own, [cover]")]
struct Cover {
    photo: String,
    alt: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
    #[serde(default, rename = "in")]
    words: BTreeMap<String, EntryWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "area, city and practice under a heading of its own, [[story]]")]
struct Entry {
    area: Option<String>,
    feature: Option<String>,
    city: String,
    practice: Option<String>,
    title: Option<String>,
    text: Option<String>,
    photo: Option<String>,
    alt: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
    #[serde(default, rename = "in")]
    words: BTreeMap<String, EntryWords>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "title, text, alt, caption or credit under [story.in.fr]")]
struct EntryWords {
    title: Option<String>,
    text: Option<String>,
    alt: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
}

/// Reads `brief/stories.toml` and the photographs that it names; nothing where there is none.
pub(crate) fn read(dir: &Path, hash: &mut Hash, framework: &Framework) -> Result<Stories> {
    let folder = dir.join("brief");
    let path = folder.join(FILE);
    let mut used = BTreeSet::new();
    let mut stories = Stories::default();
    if path.symlink_metadata().is_ok() {
        let file: File = toml_text(&path, &hash.read(&path)?)?;
        let mut reader = Reader { folder: &folder, hash, framework, used: &mut used };
        if let Some(cover) = file.cover {
            stories.cover = Some(reader.cover(&format!("{}: cover", path.display()), cover)?);
        }
        for (number, entry) in (1..).zip(file.story) {
            let story = reader.story(&format!("{}: story {number}", path.display()), entry)?;
            if let Some(other) = stories.all.iter().find(|other: &&Story| other.area == story.area) {
                bail!(
                    path.display(),
                    "story {number}: the area {} has a story already, of {}; its page has room for one, so remove one",
                    story.area,
                    other.city
                );
            }
            stories.all.push(story);
        }
        stories.all.sort_by(|a, b| a.area.cmp(&b.area));
    }
    unused(&folder, &used)?;
    Ok(stories)
}

/// Whether a file of the folder `brief` is read here.
pub(crate) fn is_own(name: &str) -> bool {
    name == FILE || photo::is_named_so(name)
}

/// Refuses a photograph that is shown nowhere.
fn unused(folder: &Path, used: &BTreeSet<String>) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry.map_err(Error::io("read", folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if photo::is_named_so(name) && !name.starts_with('.') && !used.contains(name) {
            bail!(
                path.display(),
                "is shown nowhere; name it in stories.toml, as photo of [cover] or of a [[story]], or move it away"
            );
        }
    }
    Ok(())
}

struct Reader<'a> {
    folder: &'a Path,
    hash: &'a mut Hash,
    framework: &'a Framework,
    used: &'a mut BTreeSet<String>,
}

impl Reader<'_> {
    fn cover(&mut self, place: &str, cover: Cover) -> Result<Picture> {
        let Cover { photo, alt, caption, credit, words } = cover;
        for (tag, of) in &words {
            check_tag(&place, tag, &format!("[cover.in.{tag}]"))?;
            ensure!(
                of.title.is_none() && of.text.is_none(),
                place,
                "[cover.in.{tag}] has a title or a text, and a cover has none; leave alt, caption and credit"
            );
        }
        self.picture(place, photo, (alt, caption, credit), &words)
    }

    fn story(&mut self, place: &str, entry: Entry) -> Result<Story> {
        let (area, feature) = self.belongs(place, &entry)?;
        let Entry { city, practice, title, text, photo, alt, caption, credit, words, .. } = entry;
        for tag in words.keys() {
            check_tag(&place, tag, &format!("[story.in.{tag}]"))?;
        }
        let told = match (&practice, title, text) {
            (Some(practice), None, None) => {
                check_name(&place, "practice", practice)?;
                let has_words = words.iter().find(|(_, of)| of.title.is_some() || of.text.is_some());
                if let Some((tag, _)) = has_words {
                    bail!(
                        place,
                        "[story.in.{tag}] has words, and a practice is told in those of its city; remove them, or replace practice by title and text"
                    );
                }
                Words::new()
            }
            (None, Some(title), Some(text)) => told(place, title, text, &words)?,
            _ => bail!(
                place,
                "needs either practice, the title of a practice that the city has described, or title and text of your own"
            ),
        };
        let picture = match photo {
            Some(photo) => Some(self.picture(place, photo, (alt, caption, credit), &words)?),
            None if alt.is_some() || caption.is_some() || credit.is_some() => {
                bail!(place, "has an alt, a caption or a credit and no photo; name the photo, or remove them")
            }
            None => None,
        };
        Ok(Story { city, area, feature, practice, words: told, picture })
    }

    /// Area and feature of a story, of which it names one.
    fn belongs(&self, place: &str, entry: &Entry) -> Result<(String, Option<String>)> {
        let measurements = &self.framework.measurements;
        match (&entry.area, &entry.feature) {
            (Some(area), None) => {
                let known = measurements.iter().any(|m| m.area == *area);
                ensure!(known, place, "area {area:?} is no area of focus; write its number, 1.1 to 3.3");
                Ok((area.clone(), None))
            }
            (None, Some(feature)) => match measurements.iter().find(|m| m.feature == *feature) {
                Some(m) => Ok((m.area.clone(), Some(feature.clone()))),
                None => bail!(place, "feature {feature:?} is no key feature; write its number, such as 2.1.3"),
            },
            _ => bail!(place, "needs either area or feature, the number of what it belongs to"),
        }
    }

    fn picture(
        &mut self,
        place: &str,
        file: String,
        (alt, caption, credit): (Option<String>, Option<String>, Option<String>),
        words: &BTreeMap<String, EntryWords>,
    ) -> Result<Picture> {
        let plain = photo::is_named_so(&file) && !file.starts_with('.') && !file.contains(['/', '\\']);
        ensure!(
            plain,
            place,
            "photo {file:?} is no name of a picture in the folder brief, such as \"library.jpg\" or \"library.png\""
        );
        let Some(alt) = alt.filter(|alt| !alt.trim().is_empty()) else {
            bail!(
                place,
                "photo {file:?} has no alt; say in a sentence what it shows, for readers who cannot see it: alt = \"...\""
            );
        };
        check_name(&place, "alt", &alt)?;
        for (what, text) in [("caption", &caption), ("credit", &credit)] {
            text.as_ref().map_or(Ok(()), |text| check_name(&place, what, text))?;
        }
        let mut all = Words::new();
        for (tag, of) in words {
            let said = [("alt", &of.alt), ("caption", &of.caption), ("credit", &of.credit)];
            if said.iter().all(|(_, text)| text.is_none()) {
                continue;
            }
            for (what, text) in said {
                text.as_ref().map_or(Ok(()), |text| check_name(&place, &format!("{what} in {tag}"), text))?;
            }
            let own = PictureWords { alt: of.alt.clone(), caption: of.caption.clone(), credit: of.credit.clone() };
            all.insert(Some(tag.clone()), own);
        }
        all.insert(None, PictureWords { alt: Some(alt), caption, credit });
        let path = self.folder.join(&file);
        ensure!(path.exists(), place, "photo {file:?} is not in the folder brief; put it there, or remove photo");
        ensure!(self.used.insert(file.clone()), place, "photo {file:?} is shown twice; use another one");
        Ok(Picture { photo: photo::read(&path, self.hash)?, file, words: all })
    }
}

/// Title and text in each language.
fn told(place: &str, title: String, text: String, words: &BTreeMap<String, EntryWords>) -> Result<Words<StoryWords>> {
    let mut all = Words::from([(None, StoryWords { title: Some(title), text: Some(text) })]);
    for (tag, of) in words.iter().filter(|(_, of)| of.title.is_some() || of.text.is_some()) {
        all.insert(Some(tag.clone()), StoryWords { title: of.title.clone(), text: of.text.clone() });
    }
    for (tag, StoryWords { title, text }) in &all {
        let of = tag.as_ref().map(|tag| format!(" in {tag}")).unwrap_or_default();
        if let Some(title) = title {
            check_name(&place, &format!("title{of}"), title)?;
        }
        if let Some(text) = text {
            check_text(&place, &format!("text{of}"), text)?;
            let letters = text.chars().count();
            ensure!(letters <= TEXT, place, "text{of} has {letters} characters and at most {TEXT} fit; shorten it");
        }
    }
    Ok(all)
}
