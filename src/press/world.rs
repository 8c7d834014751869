//! The world in which Typst sets a document, with the functions that make a cell of a table the head of its row. Typst
//! 0.15 has them behind its feature `a11y-extras`, which the builder of the engine cannot turn on.

use std::sync::LazyLock;

use typst::diag::FileResult;
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect());
    LazyHash::new(library.build())
});

/// Another world with that library in the place of its own.
pub struct Accessible<'w, W>(pub &'w W);

impl<W: World> World for Accessible<'_, W> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.0.book()
    }

    fn main(&self) -> FileId {
        self.0.main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.0.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.0.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.0.font(index)
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        self.0.today(offset)
    }
}
