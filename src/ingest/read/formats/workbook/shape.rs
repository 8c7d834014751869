//! Whether a part has its elements where the standard puts them.
//!
//! The reader takes an element by its name wherever it is, and of some the first alone; an office program takes those
//! that are in their place. A part in which the two would differ is refused: one with two tables of cells, with
//! alternatives for different programs (`mc:AlternateContent`), or with elements of another namespace.

use quick_xml::events::BytesStart;
use quick_xml::name::{NamespaceResolver, ResolveResult};

use super::package::Role;

/// Elements within each other. A sheet's table of cells has 7.
const DEPTH: usize = 200;

/// Attributes of an element that is read. A cell has 3.
const ATTRIBUTES: usize = 64;

/// What is wrong, and the element or attribute in which it shows.
pub(super) type Wrong = (&'static str, String);

/// Elements that are read: the role of the part, the element's name, within which element of the second level (any
/// where it is empty), what it may be in, and whether it may be there once.
const PLACES: [(Role, &str, &str, &[&str], bool); 21] = [
    (Role::Relationships, "Relationships", "", &[""], true),
    (Role::Relationships, "Relationship", "", &["Relationships"], false),
    (Role::Workbook, "workbook", "", &[""], true),
    (Role::Workbook, "sheets", "", &["workbook"], true),
    (Role::Workbook, "sheet", "", &["sheets"], false),
    (Role::Sheet, "worksheet", "", &[""], true),
    (Role::Sheet, "sheetData", "", &["worksheet"], true),
    (Role::Sheet, "row", "sheetData", &["sheetData"], false),
    (Role::Sheet, "c", "sheetData", &["row"], false),
    (Role::Sheet, "v", "sheetData", &["c"], false),
    (Role::Sheet, "f", "sheetData", &["c"], false),
    (Role::Sheet, "is", "sheetData", &["c"], false),
    (Role::Sheet, "t", "sheetData", &["is", "r", "rPh"], false),
    (Role::Sheet, "mergeCells", "", &["worksheet"], true),
    (Role::Sheet, "mergeCell", "", &["mergeCells"], false),
    (Role::Texts, "sst", "", &[""], true),
    (Role::Texts, "si", "", &["sst"], false),
    (Role::Texts, "t", "", &["si", "r", "rPh"], false),
    (Role::Formats, "styleSheet", "", &[""], true),
    (Role::Formats, "numFmts", "", &["styleSheet"], true),
    (Role::Formats, "cellXfs", "", &["styleSheet"], true),
];

/// The elements that are read of a part, as far as it was gone through.
pub(super) struct Shape {
    role: Role,
    /// Names of the elements around, the outermost first; empty for one that is not read.
    around: Vec<&'static str>,
    /// Which of [`PLACES`] were there.
    met: [bool; PLACES.len()],
    resolver: NamespaceResolver,
    /// Of the outermost element.
    namespace: Option<String>,
    /// Whether a date system was given.
    dates: bool,
}

impl Shape {
    pub(super) fn new(role: Role) -> Shape {
        Shape {
            role,
            around: Vec::new(),
            met: [false; PLACES.len()],
            resolver: NamespaceResolver::default(),
            namespace: None,
            dates: false,
        }
    }

    /// Enters an element, or says what is wrong with its place.
    pub(super) fn enter(&mut self, element: &BytesStart) -> Result<(), Wrong> {
        let local = element.local_name();
        let name: &str = local.as_ref();
        let wrong = |what| Err((what, name.to_string()));
        if self.around.len() >= DEPTH {
            return wrong("elements too deep within each other");
        }
        let of_role = PLACES.iter().position(|(role, known, within, ..)| {
            *role == self.role && *known == name && (within.is_empty() || self.around.get(1) == Some(within))
        });
        if of_role.is_none() && self.around.is_empty() {
            return wrong("another outermost element than its kind of part has");
        }
        let formats = ["numFmt", "xf"].iter().find(|known| **known == name && self.role == Role::Formats);
        if of_role.is_some() || formats.is_some() || name == "workbookPr" {
            let mut attributes = element.attributes();
            if attributes.by_ref().take(ATTRIBUTES).any(|a| a.is_err()) {
                return wrong("an element that is not well formed");
            }
            if attributes.next().is_some() {
                return wrong("an element with too many attributes");
            }
        }
        if self.resolver.push(element).is_err() {
            return wrong("an element that is not well formed");
        }
        let namespace = match self.resolver.resolve_element(element.name()).0 {
            ResolveResult::Bound(namespace) => Some(AsRef::<str>::as_ref(&namespace).to_string()),
            _ => None,
        };
        let parent = self.around.last().copied().unwrap_or_default();
        if let Some(i) = of_role {
            let (_, known, _, parents, once) = PLACES[i];
            if self.around.is_empty() && !self.met[i] {
                self.namespace = namespace.clone();
            }
            if once && self.met[i] {
                return wrong("twice what it may have once");
            }
            if !parents.contains(&parent) || namespace != self.namespace {
                return wrong("an element out of its place");
            }
            self.met[i] = true;
            self.special(element, known)?;
            self.around.push(known);
            return Ok(());
        }
        if let Some((list, known)) = self.around.get(1).zip(formats)
            && matches!((*list, *known), ("numFmts", "numFmt") | ("cellXfs", "xf"))
            && (parent != *list || namespace != self.namespace)
        {
            return wrong("an element out of its place");
        }
        if self.role == Role::Workbook && name == "workbookPr" {
            self.date_system(element, parent == "workbook" && namespace == self.namespace)?;
        }
        // Names of elements that are not read, but may be around those that are.
        self.around.push(["r", "rPh"].into_iter().find(|known| *known == name).unwrap_or_default());
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.resolver.pop();
        self.around.pop();
    }

    /// Attributes that the reader takes by a part of their name.
    fn special(&self, element: &BytesStart, name: &str) -> Result<(), Wrong> {
        let is_id = |key: &str| key == "id" || key.ends_with(":id");
        let ids = || element.attributes().flatten().filter(|a| is_id(a.key.as_ref())).count();
        match name {
            "sheet" if ids() > 1 => Err(("a sheet with two ids", name.to_string())),
            _ => Ok(()),
        }
    }

    /// The first day of the workbook's dates is given once, or nowhere.
    fn date_system(&mut self, element: &BytesStart, in_place: bool) -> Result<(), Wrong> {
        let given = element.attributes().flatten().any(|a| a.key.as_ref() == "date1904");
        if given && (self.dates || !in_place) {
            return Err(("an element out of its place", "workbookPr".into()));
        }
        self.dates |= given;
        Ok(())
    }
}
