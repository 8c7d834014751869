use std::net::SocketAddr;
use std::path::PathBuf;

use crate::base::error::Result;
use crate::base::root::Root;
use crate::base::scratch;
use crate::cli::limits::LimitArgs;
use crate::cli::output::{Outcome, say};
use crate::engine::Engine;
use crate::serve::limits::{CONNECTIONS, IDLE};
use crate::serve::{Ended, Keeper, Options, Server, USER, is_kept, when_left};
use crate::store::Store;

/// Answer SQL over the PostgreSQL protocol, only to read, until it is stopped
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  learning-cities serve --store store\n  psql \"host=127.0.0.1 user=me dbname=learning_cities\"\n  \
    learning-cities serve --store store --listen 0.0.0.0:5432 --password-file password.txt --tls-cert server.crt --tls-key server.key"
)]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Year of the brief that marts are computed for [default: the newest]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2100))]
    cycle: Option<i32>,
    /// Count only what was sent up to this day [default: everything]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    as_of: Option<String>,
    /// Address and port; beyond this machine only with a password
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:5432")]
    listen: SocketAddr,
    /// The one user that is let in [default: any, and "reader" with a password]
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    user: Option<String>,
    /// File whose first line is the user's password
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Certificate of the server, with those that it rests on, as PEM; connections without encryption are then refused
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key of the certificate, as PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Connections at the same time
    #[arg(long, value_name = "N", default_value_t = CONNECTIONS, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    connections: u32,
    #[command(flatten)]
    limits: LimitArgs,
}

/// Runs the command: the server in a process of its own, which this one keeps up.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    if is_kept() {
        return serve(root, args);
    }
    let keeper = Keeper::default();
    let stops = keeper.clone();
    let _handling = scratch::handle_signals(move |signal| {
        stops.stop(signal);
        true
    });
    std::process::exit(keeper.keep(say)?)
}

fn serve(root: &Root, args: Args) -> Result<Outcome> {
    let snapshot = Store::open(&args.store)?.in_force()?;
    let engine =
        Engine::open_as_of(&snapshot, &root.queries(), args.cycle, args.as_of.as_deref())?.within(args.limits.limits());
    let cycle = engine.cycle();
    let options = Options {
        listen: args.listen,
        user: args.user,
        password: args.password_file,
        tls: args.tls_cert.zip(args.tls_key),
        connections: args.connections as usize,
        idle: IDLE,
    };
    let server = Server::listen(engine, &options)?;
    let who = match (&options.user, &options.password) {
        (Some(user), _) => format!("user {user}"),
        (None, Some(_)) => format!("user {USER}"),
        (None, None) => "any user".into(),
    };
    let password = if options.password.is_some() { "with the password" } else { "without a password" };
    let encrypted = if options.tls.is_some() { "encrypted" } else { "not encrypted" };
    say(&format!(
        "serving {} for the brief of {cycle} on {}: {who} {password}, {encrypted}; stop with Ctrl-C",
        args.store.display(),
        server.address()?
    ));
    if options.tls.is_none() && !options.listen.ip().is_loopback() {
        say("warning: what is asked and answered can be read on the way; give --tls-cert and --tls-key");
    }
    let (stopper, left) = (server.stopper(), server.stopper());
    when_left(move || left.stop())?;
    let _handling = scratch::handle_signals(move |_| {
        stopper.stop();
        true
    });
    match server.run()? {
        Ended::Stopped => Ok(Outcome::Done),
        Ended::Stuck => Keeper::again(),
    }
}
