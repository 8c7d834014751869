//! The simple protocol: a text, whose statements are answered one after the other.

use std::fmt::Debug;
use std::time::Instant;

use async_trait::async_trait;
use futures::{Sink, SinkExt};
use pgwire::api::portal::Format;
use pgwire::api::query::{SimpleQueryHandler, send_ready_for_query};
use pgwire::api::results::Response;
use pgwire::api::store::PortalStore;
use pgwire::api::{ClientInfo, ClientPortalStore, PgWireConnectionState};
use pgwire::error::{PgWireError, PgWireResult};
use pgwire::messages::PgWireBackendMessage;
use pgwire::messages::response::EmptyQueryResponse;
use pgwire::messages::simplequery::Query;

use crate::serve::command;
use crate::serve::error::refused;
use crate::serve::handler::Handler;
use crate::serve::log;
use crate::serve::send::send;
use crate::serve::statements::split;

impl Handler {
    /// Answers one statement of a text.
    async fn statement<C>(&self, client: &mut C, sql: &str) -> PgWireResult<usize>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let command = command::read(sql).transpose()?;
        Handler::unless_failed(client, command.as_ref())?;
        let (response, left) = match command {
            Some(command) => (self.follow(client, &command).await?, self.session.time()),
            None => {
                let rows = Handler::cancellable(client, self.session.ask(sql)).await?;
                let left = rows.left;
                (Response::Query(rows.response(&Format::UnifiedText, self.settings.format())?), left)
            }
        };
        send(client, response, left, true).await
    }
}

#[async_trait]
impl SimpleQueryHandler for Handler {
    async fn on_query<C>(&self, client: &mut C, query: Query) -> PgWireResult<()>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        if !matches!(client.state(), PgWireConnectionState::ReadyForQuery) {
            return Err(PgWireError::NotReadyForQuery);
        }
        client.set_state(PgWireConnectionState::QueryInProgress);
        let begun = Instant::now();
        let statements = split(&query.query);
        if let Err(PgWireError::UserError(error)) = &statements {
            let shown = query.query.chars().take(1000).collect::<String>();
            log::statement(self.address, &self.settings.user(), begun.elapsed(), Err(&error.code), &shown);
        }
        let statements = statements?;
        if statements.is_empty() {
            client.feed(PgWireBackendMessage::EmptyQueryResponse(EmptyQueryResponse::new())).await?;
        }
        for sql in statements {
            let begun = Instant::now();
            let ended = self.statement(client, sql).await;
            self.say(sql, begun, &ended);
            let reported = self.report(client).await;
            ended?;
            reported?;
        }
        client.set_state(PgWireConnectionState::ReadyForQuery);
        let status = client.transaction_status();
        send_ready_for_query(client, status).await
    }

    async fn do_query<C>(&self, _: &mut C, _: &str) -> PgWireResult<Vec<Response>>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        Err(refused("XX000", "texts are answered statement by statement"))
    }
}
