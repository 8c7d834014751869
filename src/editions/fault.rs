//! What can be wrong with an edition in a store, and its cure.

use std::path::{Path, PathBuf};

use crate::base::error::Error;
use crate::store::Store;

/// Something wrong with a file or folder of `editions/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it, and what to do.
    message: String,
    /// What a repair does about it.
    pub remedy: Remedy,
}

/// What a repair does about a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing: it takes a copy of the store, another version or a person.
    ByHand,
    /// Moves what is no part of an edition into `damaged/`.
    SetAside,
    /// Takes the edition of that id for lost, and moves what is left of it into `damaged/`.
    GiveUp(String),
    /// Nothing: the edition is known to be lost.
    Known,
}

impl Fault {
    /// A fault that a person cures.
    pub fn by_hand(path: PathBuf, what: &str, cure: &str) -> Fault {
        Fault { path, message: format!("{what}. {cure}"), remedy: Remedy::ByHand }
    }

    /// A part of an edition that is not as it was written.
    pub fn part(path: PathBuf, what: &str) -> Fault {
        Fault::by_hand(path, what, "A final edition is built again from it: put it back from a copy of the store")
    }

    /// An edition whose folder is there and cannot be read.
    pub fn unread(store: &Store, id: &str, path: PathBuf, what: &str) -> Fault {
        Fault::given_up(store, id, path, what, "moves what is left into damaged/ and takes the edition for lost")
    }

    /// An edition whose folder is not there.
    pub fn missing(store: &Store, id: &str, path: PathBuf, what: &str) -> Fault {
        Fault::given_up(store, id, path, what, "takes the edition for lost")
    }

    fn given_up(store: &Store, id: &str, path: PathBuf, what: &str, does: &str) -> Fault {
        let message = format!(
            "{what}. A final edition is built again from it: put it back from a copy of the store; where there is none, `{}` {does}",
            store.repair_command()
        );
        Fault { path, message, remedy: Remedy::GiveUp(id.to_string()) }
    }

    /// What is no part of an edition.
    pub fn stray(store: &Store, path: PathBuf, what: &str) -> Fault {
        let message = format!("{what}. `{}` moves it into damaged/", store.repair_command());
        Fault { path, message, remedy: Remedy::SetAside }
    }

    /// An edition that was given up.
    pub fn lost(path: &Path) -> Fault {
        let message =
            "is lost, and cannot be built again; publish a new final edition with `report --final`".to_string();
        Fault { path: path.to_path_buf(), message, remedy: Remedy::Known }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        Error::Store { path: fault.path, message: fault.message }
    }
}
