//! Answers as messages, within the time that is left.

use std::time::Duration;

use futures::{Sink, SinkExt, StreamExt};
use pgwire::api::results::{QueryResponse, Response, Tag};
use pgwire::error::{PgWireError, PgWireResult};
use pgwire::messages::PgWireBackendMessage;
use pgwire::messages::data::RowDescription;

use crate::serve::error::{fatal, refused};

/// Sends an answer within the time that is left, and counts its rows.
pub async fn send<C>(client: &mut C, response: Response, left: Duration, describe: bool) -> PgWireResult<usize>
where
    C: Sink<PgWireBackendMessage> + Unpin + Send,
    PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
{
    let (rows, tag) = match response {
        Response::Query(mut rows) => {
            if describe {
                let columns = RowDescription::new(rows.row_schema().iter().map(Into::into).collect());
                client.feed(PgWireBackendMessage::RowDescription(columns)).await?;
            }
            let (sent, _) = send_rows(client, &mut rows, 0, left).await?;
            (sent, Tag::new("SELECT").with_rows(sent))
        }
        Response::Execution(tag) => (0, tag),
        _ => return Err(refused("0A000", "there is no such answer here")),
    };
    client.feed(PgWireBackendMessage::CommandComplete(tag.into())).await?;
    Ok(rows)
}

/// Sends up to so many rows (0 is all): how many there were, and whether there may be more.
pub async fn send_rows<C>(
    client: &mut C,
    response: &mut QueryResponse,
    most: usize,
    left: Duration,
) -> PgWireResult<(usize, bool)>
where
    C: Sink<PgWireBackendMessage> + Unpin + Send,
    PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
{
    let sending = async {
        let mut sent = 0;
        while most == 0 || sent < most {
            let Some(row) = response.data_rows().next().await else { return Ok((sent, false)) };
            client.feed(PgWireBackendMessage::DataRow(row?)).await?;
            sent += 1;
        }
        Ok((sent, true))
    };
    match tokio::time::timeout(left, sending).await {
        Ok(sent) => sent,
        Err(_) => Err(fatal("57014", "the time limit has passed before the client had taken all rows")),
    }
}
