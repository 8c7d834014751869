//! What is given back.

/// A submission with remarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotated {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many findings it lists.
    pub remarks: usize,
    /// What could not be put where it belongs, in sentences.
    pub left_out: Vec<String>,
}
