//! The pages of the site: a file for each kind, in the [`shell`] that all of them share.

mod accuracy;
pub mod archive;
pub mod area;
pub mod changes;
pub mod cite;
pub mod city;
pub mod compare;
pub mod country;
pub mod data;
pub mod embed;
pub mod feature;
pub mod feature_part;
pub mod front;
pub mod glossary;
pub mod index;
pub mod methods;
pub mod names;
pub mod shell;
pub mod versions;
