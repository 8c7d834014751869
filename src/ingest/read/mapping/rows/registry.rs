//! The registry of cities that a file brings.

use std::collections::{HashMap, HashSet};

use polars::prelude::*;

use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::read::mapping::codes::empty;
use crate::ingest::read::mapping::rows::Reader;
use crate::ingest::read::mapping::spec::Registry;
use crate::ingest::read::raw::CITIES;
use crate::model::vocabulary::Severity;

impl Reader<'_> {
    /// The first row of each city; a warning where later rows say otherwise.
    pub(super) fn cities(&self, base: LazyFrame, r: &Registry) -> PolarsResult<(DataFrame, Vec<Finding>)> {
        let cells = [
            Some(&r.name),
            r.local_name.as_ref(),
            r.local_name_language.as_ref(),
            Some(&r.country),
            Some(&r.region),
            r.joined.as_ref(),
            r.baseline_year.as_ref(),
            r.longitude.as_ref(),
            r.latitude.as_ref(),
        ];
        let cell = |cell| self.cell(cell, &HashMap::new());
        let mut select = vec![self.city().alias("city")];
        select.extend(CITIES.iter().skip(1).zip(cells).map(|(name, c)| cell(c).alias(*name)));
        let groups: Vec<Expr> = r
            .group
            .iter()
            .map(|(scheme, group)| concat_str([lit(format!("{scheme}=")), cell(Some(group))], "", false))
            .collect();
        select.push(if groups.is_empty() { empty() } else { concat_str(groups, "\n", true) }.alias("groups"));
        select.extend([self.sheet.clone().map_or(empty(), lit).alias("sheet"), col("line"), col("raw")]);
        let key: Vec<Expr> = CITIES.iter().map(|c| col(*c)).collect();
        let all = base.select(select).unique_stable_generic(Some(key), UniqueKeepStrategy::First).collect()?;
        let one =
            all.clone().lazy().unique_stable_generic(Some(vec![col("city")]), UniqueKeepStrategy::First).collect()?;
        let mut findings = Vec::new();
        if all.height() > one.height() {
            let first: HashSet<u32> = one.column("line")?.u32()?.iter().flatten().collect();
            let (cities, names, lines) =
                (all.column("city")?.str()?, all.column("name")?.str()?, all.column("line")?.u32()?);
            for ((city, name), line) in cities.iter().zip(names.iter()).zip(lines.iter()) {
                if line.is_some_and(|l| first.contains(&l)) {
                    continue;
                }
                let message = "The row describes its city otherwise than the first row of that city, which is used. If this one is right, drop the other in the mapping.";
                findings.push(Finding {
                    line,
                    sheet: self.sheet.clone(),
                    severity: Severity::Warning,
                    city: city.map(str::to_string),
                    found: name.map(printable),
                    ..Finding::file(self.file, "registry_differs", message)
                });
            }
        }
        Ok((one, findings))
    }
}
