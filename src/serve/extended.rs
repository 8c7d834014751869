//! The extended protocol: a statement that is parsed, bound and executed.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Instant;

use async_trait::async_trait;
use datafusion::common::ParamValues;
use futures::{Sink, SinkExt};
use pgwire::api::portal::{Format, Portal, PortalExecutionState};
use pgwire::api::query::{ExtendedQueryHandler, send_ready_for_query};
use pgwire::api::results::{DescribePortalResponse, FieldInfo, Response, Tag};
use pgwire::api::stmt::{QueryParser, StoredStatement};
use pgwire::api::store::{Entry, PortalStore};
use pgwire::api::{ClientInfo, ClientPortalStore, DEFAULT_NAME, PgWireConnectionState, Type};
use pgwire::error::{ErrorInfo, PgWireError, PgWireResult};
use pgwire::messages::PgWireBackendMessage;
use pgwire::messages::extendedquery::{
    Bind, BindComplete, Close, CloseComplete, Execute, Parse, ParseComplete, PortalSuspended, Sync as PgSync,
    TARGET_TYPE_BYTE_PORTAL, TARGET_TYPE_BYTE_STATEMENT,
};
use pgwire::messages::response::{EmptyQueryResponse, TransactionStatus};

use crate::serve::command::{self, Command};
use crate::serve::error::refused;
use crate::serve::handler::{Handler, Parsed};
use crate::serve::log;
use crate::serve::parameters::{as_doubles, double, types, values, without_spaces};
use crate::serve::rows::fields;
use crate::serve::send::{send, send_rows};
use crate::serve::session::{Prepared, Session};
use crate::serve::settings::Settings;
use crate::serve::show;
use crate::serve::statements::split;

/// The values that a client has bound to a statement.
fn bound(prepared: &dyn Prepared, portal: &Portal<Parsed>) -> PgWireResult<Option<ParamValues>> {
    values(prepared.parameters(), portal)
}

impl Handler {
    /// Answers an execution of a portal with up to so many rows; 0 is all.
    async fn execute<C>(&self, client: &mut C, portal: &Portal<Parsed>, most: usize) -> PgWireResult<usize>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore<Statement = Parsed>,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let time = self.session.time();
        let prepared = match &portal.statement.statement {
            Parsed::Command(_, command) => {
                Handler::unless_failed(client, Some(command))?;
                let response = self.follow(client, command).await?;
                return send(client, response, time, false).await;
            }
            Parsed::Query(_, prepared) => prepared,
        };
        Handler::unless_failed(client, None)?;
        let state = portal.state();
        let mut state = state.lock().await;
        let mut left = self.settings.time(time);
        if matches!(*state, PortalExecutionState::Initial) {
            let values = bound(prepared.as_ref(), portal)?;
            let rows = Handler::cancellable(client, prepared.run(values)).await?;
            left = rows.left;
            let response = rows.response(&portal.result_column_format, self.settings.format())?;
            *state = PortalExecutionState::Suspended(response);
        }
        let (rows, more) = match &mut *state {
            PortalExecutionState::Suspended(response) => send_rows(client, response, most, left).await?,
            _ => (0, false),
        };
        let message = match more {
            true => PgWireBackendMessage::PortalSuspended(PortalSuspended::new()),
            false => {
                *state = PortalExecutionState::Finished;
                PgWireBackendMessage::CommandComplete(Tag::new("SELECT").with_rows(rows).into())
            }
        };
        client.feed(message).await?;
        Ok(rows)
    }
}

/// Parses statements for a connection.
pub struct Parser(Arc<dyn Session>, Arc<Settings>);

#[async_trait]
impl QueryParser for Parser {
    type Statement = Parsed;

    async fn parse_sql<C>(&self, client: &C, sql: &str, types: &[Option<Type>]) -> PgWireResult<Option<Parsed>>
    where
        C: ClientInfo + Unpin + Send + Sync,
    {
        let statements = split(sql)?;
        let text = match statements.as_slice() {
            [] => return Ok(None),
            [text] => *text,
            several => {
                let many = several.len();
                return Err(refused("42601", format!("{many} statements; prepare one at a time")));
            }
        };
        let command = command::read(text).transpose()?;
        Handler::unless_failed(client, command.as_ref())?;
        Ok(Some(match command {
            Some(command) => Parsed::Command(text.into(), command),
            None => Parsed::Query(text.into(), self.0.prepare(text, types).await?),
        }))
    }

    fn get_parameter_types(&self, statement: &Parsed) -> PgWireResult<Vec<Type>> {
        Ok(match statement {
            Parsed::Command(..) => Vec::new(),
            Parsed::Query(_, prepared) => types(prepared.parameters()),
        })
    }

    fn get_result_schema(&self, statement: &Parsed, format: Option<&Format>) -> PgWireResult<Vec<FieldInfo>> {
        let format = format.unwrap_or(&Format::UnifiedText);
        match statement {
            Parsed::Command(_, Command::Show(name)) => {
                let rows = show::rows(&self.1, name.as_deref())?;
                Ok(rows.row_schema().to_vec())
            }
            Parsed::Command(..) => Ok(Vec::new()),
            Parsed::Query(_, prepared) => fields(&prepared.columns(None)?, format, self.1.format()),
        }
    }
}

#[async_trait]
impl ExtendedQueryHandler for Handler {
    type Statement = Parsed;
    type QueryParser = Parser;

    fn query_parser(&self) -> Arc<Parser> {
        Arc::new(Parser(Arc::clone(&self.session), Arc::clone(&self.settings)))
    }

    async fn on_parse<C>(&self, client: &mut C, message: Parse) -> PgWireResult<()>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore<Statement = Parsed>,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let begun = Instant::now();
        let name = message.name.clone().unwrap_or_else(|| DEFAULT_NAME.to_owned());
        let bytes = message.query.len();
        self.kept().has_room_for_statement(&name, bytes)?;
        let parsed = Handler::cancellable(client, StoredStatement::parse(client, &message, self.query_parser())).await;
        let stored = match parsed {
            Ok(stored) => stored,
            Err(error) => {
                let info = ErrorInfo::from(error);
                let shown = message.query.chars().take(1000).collect::<String>();
                log::statement(self.address, &self.settings.user(), begun.elapsed(), Err(&info.code), &shown);
                return Err(PgWireError::UserError(Box::new(info)));
            }
        };
        match stored {
            Some(mut statement) => {
                statement.parameter_types.iter_mut().flatten().for_each(double);
                client.portal_store().put_statement(Arc::new(statement));
            }
            None => client.portal_store().put_empty_statement(&name),
        }
        self.kept().statements.insert(name, bytes);
        client.feed(PgWireBackendMessage::ParseComplete(ParseComplete::new())).await?;
        Ok(())
    }

    async fn on_bind<C>(&self, client: &mut C, mut message: Bind) -> PgWireResult<()>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore<Statement = Parsed>,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let [statement, portal] = [&message.statement_name, &message.portal_name]
            .map(|name| name.clone().unwrap_or_else(|| DEFAULT_NAME.to_owned()));
        let (formats, given) = (message.parameter_format_codes.len(), message.parameters.len());
        if formats > 1 && formats != given {
            return Err(refused("08P01", format!("{formats} formats for {given} parameters")));
        }
        let bytes = message.parameters.iter().flatten().map(|value| value.len()).sum();
        match client.portal_store().get_statement(&statement) {
            Some(Entry::Value(statement)) => {
                if let Parsed::Query(_, prepared) = &statement.statement {
                    without_spaces(&mut message, prepared.parameters());
                    as_doubles(&mut message, prepared.given())?;
                }
                let bound_to = Portal::try_new(&message, statement)?;
                if let Parsed::Query(_, prepared) = &bound_to.statement.statement {
                    bound(prepared.as_ref(), &bound_to)?;
                }
                self.kept().has_room_for_portal(&portal, bytes)?;
                client.portal_store().put_portal(Arc::new(bound_to));
                self.kept().portals.insert(portal, bytes);
            }
            Some(Entry::Empty) => client.portal_store().put_empty_portal(&portal),
            None => {
                return Err(refused("26000", format!("there is no prepared statement {statement}")));
            }
        }
        client.feed(PgWireBackendMessage::BindComplete(BindComplete::new())).await?;
        Ok(())
    }

    async fn on_execute<C>(&self, client: &mut C, message: Execute) -> PgWireResult<()>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore<Statement = Parsed>,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        if !matches!(client.state(), PgWireConnectionState::ReadyForQuery) {
            return Err(PgWireError::NotReadyForQuery);
        }
        client.set_state(PgWireConnectionState::QueryInProgress);
        let name = message.name.as_deref().unwrap_or(DEFAULT_NAME);
        match client.portal_store().get_portal(name) {
            Some(Entry::Value(portal)) => {
                let begun = Instant::now();
                // A negative number is all, as 0 is.
                let most = usize::try_from(message.max_rows).unwrap_or(0);
                let ended = self.execute(client, &portal, most).await;
                let (Parsed::Command(sql, _) | Parsed::Query(sql, _)) = &portal.statement.statement;
                self.say(sql, begun, &ended);
                ended?;
            }
            Some(Entry::Empty) => {
                client.feed(PgWireBackendMessage::EmptyQueryResponse(EmptyQueryResponse::new())).await?;
            }
            None => return Err(refused("34000", format!("there is no portal {name}"))),
        }
        client.set_state(PgWireConnectionState::ReadyForQuery);
        Ok(())
    }

    async fn do_describe_portal<C>(&self, _: &mut C, portal: &Portal<Parsed>) -> PgWireResult<DescribePortalResponse>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore<Statement = Parsed>,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let described = match &portal.statement.statement {
            Parsed::Query(_, prepared) => {
                let values = bound(prepared.as_ref(), portal)?;
                let columns = prepared.columns(values.as_ref())?;
                fields(&columns, &portal.result_column_format, self.settings.format())?
            }
            command => self.query_parser().get_result_schema(command, Some(&portal.result_column_format))?,
        };
        Ok(DescribePortalResponse::new(described))
    }

    async fn on_sync<C>(&self, client: &mut C, _: PgSync) -> PgWireResult<()>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore<Statement = Parsed>,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let status = client.transaction_status();
        if status == TransactionStatus::Idle {
            // Portals last as long as their transaction.
            client.portal_store().clear_portals();
            self.kept().portals.clear();
        }
        self.report(client).await?;
        send_ready_for_query(client, status).await
    }

    async fn on_close<C>(&self, client: &mut C, message: Close) -> PgWireResult<()>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore<Statement = Parsed>,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let name = message.name.as_deref().unwrap_or(DEFAULT_NAME);
        match message.target_type {
            TARGET_TYPE_BYTE_STATEMENT => self.forget(client.portal_store(), Some(name)),
            TARGET_TYPE_BYTE_PORTAL => {
                client.portal_store().rm_portal(name);
                self.kept().portals.remove(name);
            }
            _ => return Err(refused("08P01", "what is to be closed is neither a statement nor a portal")),
        }
        client.feed(PgWireBackendMessage::CloseComplete(CloseComplete::new())).await?;
        Ok(())
    }

    async fn do_query<C>(&self, _: &mut C, _: &Portal<Parsed>, _: usize) -> PgWireResult<Response>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore<Statement = Parsed>,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        Err(refused("XX000", "portals are answered by their execution"))
    }
}
