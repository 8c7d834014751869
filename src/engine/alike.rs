//! Between SQL and the search for who has been where a city is ([`crate::peers::alike`]).

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int64Array, StringArray};

use super::Engine;
use super::builtin::{self, Made};
use crate::error::Result;
use crate::peers::alike::{Likeness, Path, Question, wider};
use crate::peers::{Context, Rules};

impl Engine {
    /// Makes `nearest_alike` from the open questions, the paths and the context.
    pub(super) fn alike(&self) -> Result<Made> {
        let settings = self.asked("select name, value from settings")?;
        let cities = self.asked("select city, city_number, region from step_cities order by city_number")?;
        let mut regions: BTreeMap<&str, usize> = BTreeMap::new();
        let mut region_of: Vec<usize> = Vec::with_capacity(cities.len());
        let mut place_of: BTreeMap<&str, usize> = BTreeMap::new();
        for row in 0..cities.len() {
            let next = regions.len();
            region_of.push(*regions.entry(cities.text("region", row).unwrap_or_default()).or_insert(next));
            place_of.insert(cities.text("city", row).unwrap_or_default(), row);
        }
        let context = self.context(&place_of)?;
        let rules = Rules {
            k: 0,
            shared_weight: builtin::setting(&settings, "shared_weight")?,
            winsor_low: 0.0,
            winsor_high: 1.0,
        };
        let most = builtin::setting(&settings, "learning_most")?.max(0.0) as usize;

        let open = self.asked("select * from step_open_questions order by city, measurement, item")?;
        let place = |number: Option<i64>| number.and_then(|n| usize::try_from(n - 1).ok());
        let mut questions: Vec<Question> = Vec::new();
        let mut rows: Vec<usize> = Vec::new();
        for row in 0..open.len() {
            let likeness = match (open.number("apart", row), open.number("factor", row)) {
                (Some(apart), _) => Likeness::Apart(apart),
                (None, Some(factor)) => Likeness::Factor(factor),
                (None, None) => continue,
            };
            if let (Some(city), Some(kind), Some(value)) = (place(open.integer("city_number", row)), open.integer("kind", row), open.number("value", row)) {
                questions.push(Question { city, kind, value, likeness });
                rows.push(row);
            }
        }
        // Only paths of a kind that is asked for, and the least that tells who was alike when.
        let walked = self.asked(
            "select kind, city_number, from_year, from_value from step_paths \
             where kind in (select kind from step_open_questions)",
        )?;
        let paths: Vec<Path> = (0..walked.len())
            .filter_map(|row| {
                Some(Path {
                    city: place(walked.integer("city_number", row))?,
                    kind: walked.integer("kind", row)?,
                    from_year: walked.integer("from_year", row)?,
                    from_value: walked.number("from_value", row)?,
                })
            })
            .collect();
        drop(walked);
        let found = wider(&questions, paths, &region_of, |a, b| context.distance(a, b, &rules), most);

        let text = |column: &str| -> ArrayRef { Arc::new(StringArray::from(found.iter().map(|f| open.text(column, rows[f.question])).collect::<Vec<_>>())) };
        let reach: Vec<&str> = found.iter().map(|f| if f.in_region { "region" } else { "network" }).collect();
        let peer: Vec<Option<&str>> = found.iter().map(|f| cities.text("city", f.city)).collect();
        let table = builtin::batch(vec![
            ("city", text("city")),
            ("measurement", text("measurement")),
            ("item", text("item")),
            ("reach", Arc::new(StringArray::from(reach))),
            ("peer", Arc::new(StringArray::from(peer))),
            ("distance", Arc::new(Float64Array::from(found.iter().map(|f| f.distance).collect::<Vec<_>>()))),
            ("from_year", Arc::new(Int64Array::from(found.iter().map(|f| f.from_year).collect::<Vec<_>>()))),
        ])?;
        Ok(vec![("nearest_alike", table)])
    }

    /// Standard scores of every city, in the order of `place_of`.
    fn context(&self, place_of: &BTreeMap<&str, usize>) -> Result<Context> {
        let variables = self.asked(
            "select peer_variables.variable, peer_variables.weight from peer_variables \
             inner join nearest_variables on peer_variables.variable = nearest_variables.variable \
             where nearest_variables.used order by peer_variables.position, peer_variables.variable",
        )?;
        let scores = self.asked("select city, variable, z from nearest_context where z is not null")?;
        let column: BTreeMap<&str, usize> = (0..variables.len()).filter_map(|row| Some((variables.text("variable", row)?, row))).collect();
        let weights: Vec<f64> = (0..variables.len()).map(|row| variables.number("weight", row).unwrap_or(0.0)).collect();
        let mut rows = vec![vec![None; weights.len()]; place_of.len()];
        for row in 0..scores.len() {
            let (city, variable) = (scores.text("city", row), scores.text("variable", row));
            if let (Some(city), Some(variable)) = (city.and_then(|c| place_of.get(c)), variable.and_then(|v| column.get(v))) {
                rows[*city][*variable] = scores.number("z", row);
            }
        }
        Ok(Context { weights, scores: rows })
    }
}
