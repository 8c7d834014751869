//! One connection, from its first byte to its last.

use std::io;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::future::{Either, select};
use futures::{FutureExt, SinkExt, StreamExt};
use pgwire::api::cancel::DefaultCancelHandler;
use pgwire::api::{ClientInfo, NoopHandler, PgWireConnectionState};
use pgwire::error::{ErrorInfo, PgWireError};
use pgwire::messages::{PgWireBackendMessage, PgWireFrontendMessage};
use pgwire::tokio::server::{MaybeTls, PgWireMessageServerCodec, negotiate_tls, process_error, process_message};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_util::codec::{Framed, FramedParts};

use crate::serve::error::{ending, fatal};
use crate::serve::framing::Framing;
use crate::serve::handler::{Handler, Parsed};
use crate::serve::limits::STARTUP;
use crate::serve::log;
use crate::serve::settings::Settings;
use crate::serve::shared::Shared;
use crate::serve::startup::Startup;

/// How long is waited for a client to take the last message.
const LAST: Duration = Duration::from_secs(5);

/// Bytes of what a client still sends that are read and dropped.
const DROPPED: usize = 256 << 20;

/// How long a client that is still sending pauses at most, and how long its rest is read.
const PAUSE: Duration = Duration::from_secs(2);
const REST: Duration = Duration::from_secs(30);

type Socket = Framed<Framing<MaybeTls>, PgWireMessageServerCodec<Parsed>>;

/// Why a connection ends.
enum End {
    /// The client has gone, or has said that it goes.
    Gone,
    /// An error, which is sent to it.
    Failed(PgWireError),
    /// Its message was the last one.
    Closed,
}

/// Serves a connection until it ends.
pub async fn serve(stream: TcpStream, address: SocketAddr, shared: Arc<Shared>) {
    if let Err(error) = connected(stream, address, shared).await {
        log::line(address, format_args!("connection ended: {error}"));
    }
}

async fn connected(stream: TcpStream, address: SocketAddr, shared: Arc<Shared>) -> io::Result<()> {
    let begun = Instant::now();
    // A second handle, to see that a client has gone while its query runs.
    let stream = stream.into_std()?;
    let watched = TcpStream::from_std(stream.try_clone()?)?;
    let acceptor = shared.tls.as_ref().map(|tls| tls.acceptor.clone());
    let negotiated = timeout(STARTUP, negotiate_tls::<Parsed>(TcpStream::from_std(stream)?, acceptor));
    let Ok(negotiated) = negotiated.await else { return Err(late()) };
    let Some(socket) = negotiated? else {
        return Err(io::Error::other("it began with TLS, for which this server has no certificate"));
    };
    let old = socket.into_parts();
    // What came before the encryption did may be anybody's.
    if old.codec.client_info.is_secure && !old.read_buf.is_empty() {
        return Err(io::Error::other("it sent data in the clear after asking for encryption"));
    }
    let framing = Framing::new(old.io, &old.read_buf)?;
    let mut parts = FramedParts::new::<PgWireBackendMessage>(framing, old.codec);
    parts.read_buf = old.read_buf;
    parts.write_buf = old.write_buf;
    let mut socket = Framed::from_parts(parts);

    let settings = Arc::new(Settings::default());
    let startup = Arc::new(Startup::new(Arc::clone(&shared), Arc::clone(&settings)));
    let session = Arc::clone(&shared.sessions).session(&settings);
    let handler = Arc::new(Handler::new(session, settings, address));
    let end = messages(&mut socket, &watched, begun + STARTUP, &shared, &startup, &handler).await;
    let user = handler.settings.user();
    match end {
        End::Failed(error) => {
            let info = ErrorInfo::from(ending(error));
            log::line(address, format_args!("{user}: connection ended with {}: {}", info.code, info.message));
            let message = PgWireBackendMessage::ErrorResponse(info.into());
            let _ = timeout(LAST, socket.send(message)).await;
            // Closed at once, a client that is still sending would not get to read why.
            let mut stream = socket.into_parts().io.into_inner();
            let _ = timeout(REST, drop_rest(&mut stream)).await;
            let _ = timeout(LAST, stream.shutdown()).await;
        }
        End::Closed | End::Gone => {
            if !user.is_empty() {
                log::line(address, format_args!("{user}: disconnected"));
            }
        }
    }
    Ok(())
}

/// Reads what a client still sends, until it pauses.
async fn drop_rest(stream: &mut MaybeTls) {
    let mut bytes = vec![0; 1 << 16];
    let mut dropped = 0;
    while dropped < DROPPED {
        match timeout(PAUSE, stream.read(&mut bytes)).await {
            Ok(Ok(read @ 1..)) => dropped += read,
            _ => return,
        }
    }
}

fn late() -> io::Error {
    io::Error::other(format!("nothing came of it within {} seconds", STARTUP.as_secs()))
}

/// Reads messages and answers them.
async fn messages(
    socket: &mut Socket,
    watched: &TcpStream,
    known_by: Instant,
    shared: &Shared,
    startup: &Arc<Startup>,
    handler: &Arc<Handler>,
) -> End {
    let cancel = Arc::new(DefaultCancelHandler::new(Arc::clone(&shared.connections)));
    let mut stopping = shared.stopping.clone();
    let mut known = false;
    loop {
        let wait = if known { Instant::now() + shared.idle } else { known_by };
        let next = tokio::select! {
            next = timeout_at(wait, AssertUnwindSafe(socket.next()).catch_unwind()) => next,
            _ = stopping.wait_for(|stopping| *stopping) => {
                return End::Failed(fatal("57P01", "the server is being stopped"));
            }
        };
        let message = match next {
            Ok(Ok(Some(Ok(message)))) => message,
            Ok(Ok(Some(Err(PgWireError::IoError(error))))) => match error.kind() {
                io::ErrorKind::FileTooLarge => return End::Failed(fatal("54000", error.to_string())),
                io::ErrorKind::InvalidData => return End::Failed(fatal("08P01", error.to_string())),
                _ => return End::Gone,
            },
            Ok(Ok(Some(Err(error)))) => return End::Failed(error),
            Ok(Ok(None)) => return End::Gone,
            Ok(Err(_)) => return End::Failed(fatal("08P01", "a message is not one of the protocol")),
            Err(_) if known => return End::Failed(fatal("57P05", "the connection was idle for too long")),
            Err(_) => return End::Failed(fatal("08006", late().to_string())),
        };
        if matches!(message, PgWireFrontendMessage::Terminate(_)) {
            return End::Gone;
        }
        let cancels = matches!(message, PgWireFrontendMessage::CancelRequest(_));
        let extended = message.is_extended_query();
        let answered = {
            let answer = process_message(
                message,
                socket,
                Arc::clone(startup),
                Arc::clone(handler),
                Arc::clone(handler),
                Arc::new(NoopHandler),
                Arc::clone(&cancel),
            );
            let answer = std::pin::pin!(AssertUnwindSafe(answer).catch_unwind());
            match select(answer, std::pin::pin!(gone(watched))).await {
                Either::Left((answered, _)) => answered,
                Either::Right(_) => return End::Gone,
            }
        };
        let error = match answered {
            Ok(Ok(())) if cancels => return End::Closed,
            Ok(Ok(())) => None,
            Ok(Err(PgWireError::IoError(_))) => return End::Gone,
            Ok(Err(error)) => Some(error),
            Err(_) => Some(fatal("XX000", "the program failed at this message; write the question another way")),
        };
        if let Some(error) = error {
            let info = ErrorInfo::from(error);
            // Only a client that is known goes on after an error.
            if info.is_fatal() || !known {
                return End::Failed(PgWireError::UserError(Box::new(info)));
            }
            let error = PgWireError::UserError(Box::new(info));
            if process_error(socket, error, extended).await.is_err() {
                return End::Gone;
            }
        }
        if !known && matches!(socket.state(), PgWireConnectionState::ReadyForQuery) {
            known = true;
            socket.get_mut().known();
            let encrypted = if socket.is_secure() { ", encrypted" } else { "" };
            log::line(handler.address, format_args!("{}: connected{encrypted}", handler.settings.user()));
        }
    }
}

/// Ends when the client has closed its side.
async fn gone(watched: &TcpStream) {
    let mut byte = [0];
    while let Ok(1..) = watched.peek(&mut byte).await {
        // It has sent its next message already; look again.
        sleep(Duration::from_millis(500)).await;
    }
}
