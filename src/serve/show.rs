//! `show`: parameters of the connection as rows.

use std::sync::Arc;

use futures::stream;
use pgwire::api::Type;
use pgwire::api::results::{DataRowEncoder, FieldFormat, FieldInfo, QueryResponse};
use pgwire::error::PgWireResult;

use crate::serve::error::refused;
use crate::serve::settings::Settings;

/// A parameter's value under its name, or all parameters.
pub fn rows(settings: &Settings, name: Option<&str>) -> PgWireResult<QueryResponse> {
    let text = |name: &str| FieldInfo::new(name.into(), None, None, Type::TEXT, FieldFormat::Text);
    let (fields, cells) = match name {
        None => {
            let cells = settings.all().into_iter().map(|(name, value)| vec![name, value]).collect();
            (vec![text("name"), text("setting")], cells)
        }
        Some(name) => {
            let Some((name, value)) = settings.get(name) else {
                let name: String = name.chars().take(60).collect();
                return Err(refused(
                    "42704",
                    format!("{name} is not a parameter of this server; `show all` lists those"),
                ));
            };
            (vec![text(&name)], vec![vec![value]])
        }
    };
    let fields = Arc::new(fields);
    let mut encoder = DataRowEncoder::new(Arc::clone(&fields));
    let rows = cells.into_iter().map(|cells| {
        cells.iter().try_for_each(|cell| encoder.encode_field(cell))?;
        Ok(encoder.take_row())
    });
    let rows: Vec<PgWireResult<_>> = rows.collect();
    Ok(QueryResponse::new(fields, stream::iter(rows)))
}
