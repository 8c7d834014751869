//! What was received into the tables of a snapshot, in memory.

use crate::base::error::Result;
use crate::ingest::checked::Checked;
use crate::ingest::merge::correct;
use crate::ingest::read::files::Input;
use crate::ingest::read::mapping::Mapping;
use crate::ingest::{checks, isolate, pipeline, read, write};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::withdrawal::Withdrawal;
use crate::store::Tables;

/// What files say, checked and merged. Files that cannot be used are refused, and the others go on. `known` are the
/// withdrawals of the store's record.
pub fn checked(
    inputs: &mut [Input],
    mappings: &[Mapping],
    network: &Network,
    framework: &Framework,
    known: &[Withdrawal],
) -> Result<Checked> {
    isolate::run(inputs, |inputs| {
        let batch = read::all(inputs, mappings, &network.file.submissions)?;
        pipeline::run(inputs, batch, framework, Some(network), None, known).map(Checked::split_refusals)
    })
}

/// The tables of a snapshot, and what they were made from.
///
/// # Errors
/// What only the analyst can mend: a correction that no longer fits, members or peer variables that are not there.
pub fn tables(
    mut checked: Checked,
    inputs: &[Input],
    mappings: &[Mapping],
    network: &Network,
    framework: &Framework,
) -> Result<(Checked, Tables)> {
    network.check_groups(&checked.cities, |scheme| mappings.iter().any(|m| m.brings_group(scheme)))?;
    checked.sources =
        mappings.iter().map(|m| (m.source.clone(), m.about.clone())).filter(|(_, about)| !about.is_empty()).collect();
    checked.sources.sort();
    checked.sources.dedup();
    let without_values = checked.check_peer_variables(network, mappings)?;
    checked.findings.extend(without_values);
    let members = checked.check_members(network);
    checked.findings.extend(members);
    let fed = checked.check_fed(inputs);
    checked.findings.extend(fed);
    let similar_names = checked.check_similar_names(network)?;
    checked.findings.extend(similar_names);
    checked.corrections = correct::apply(&network.corrections, framework, &mut checked)?;
    checked.findings.extend(checks::stories::left_out(network, &checked));
    checked.findings.sort();
    let tables = write::all(&mut checked, framework, network)?;
    Ok((checked, tables))
}
