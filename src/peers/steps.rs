//! Relations that this program makes between SQL files, each by a calculation over other relations.

use crate::base::error::Result;
use crate::model::schema::TableDef;
use crate::peers::tables::{
    Ask, MADE, Made, NEAREST_ALIKE, NEAREST_CITIES, NEAREST_CONTEXT, NEAREST_OUTCOMES, NEAREST_PARTS, NEAREST_PEERS,
    NEAREST_VARIABLES,
};
use crate::peers::{find_alike, find_nearest};

/// A calculation between SQL files.
pub struct Step {
    /// The relations that it reads.
    pub needs: &'static [&'static str],
    makes: &'static [&'static TableDef],
    /// Makes its relations from what it asks for.
    pub run: fn(Ask<'_>) -> Result<Made>,
}

impl Step {
    /// The first of the relations that it makes; it represents all of them.
    pub fn first(&self) -> &'static str {
        self.makes[0].name
    }
}

static STEPS: [Step; 2] = [
    Step {
        needs: &["stg_peer_context"],
        makes: &[&NEAREST_PEERS, &NEAREST_PARTS, &NEAREST_CONTEXT, &NEAREST_VARIABLES, &NEAREST_CITIES],
        run: find_nearest::run,
    },
    Step {
        needs: &["int_questions", "int_paths", "int_cities", "int_near", "nearest_context"],
        makes: &[&NEAREST_ALIKE, &NEAREST_OUTCOMES],
        run: find_alike::run,
    },
];

/// Every relation that a step makes.
pub fn tables() -> impl Iterator<Item = &'static TableDef> {
    MADE.iter()
}

/// The step that makes a relation.
pub fn step_of(name: &str) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.makes.iter().any(|made| made.name == name))
}
