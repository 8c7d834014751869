//! SQL over the PostgreSQL protocol, without any client: what the server refuses to begin with, and its first messages.
//! `just serve-clients` lets real clients ask. The keys in `tests/fixtures/serve` were made for these tests.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

use learning_cities::engine::Engine;
use learning_cities::serve::{Ended, Options, Server, Stopper};

use crate::support::{TestStore, fixture, repository, store, write};

/// A small store, and an engine over it.
fn engine() -> (TestStore, Engine) {
    let store = store(&[("cities", "city,name,country\nnorthbridge,Northbridge,KEN\n")]);
    let engine = store.engine(2020);
    (store, engine)
}

/// Any free port of this machine, for anybody, in the clear.
fn options() -> Options {
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    Options { listen, user: None, password: None, tls: None, connections: 3, idle: Duration::from_secs(600) }
}

fn key(name: &str) -> PathBuf {
    fixture(&format!("serve/{name}"))
}

/// Why a server does not begin.
fn refusal(options: &Options) -> String {
    let (_store, engine) = engine();
    match Server::listen(engine, options) {
        Ok(_) => panic!("it listens: {options:?}"),
        Err(error) => error.with_causes(),
    }
}

/// A server that runs until it is dropped.
struct Running {
    address: SocketAddr,
    stopper: Stopper,
    ends: Option<JoinHandle<Ended>>,
    _store: TestStore,
}

impl Running {
    fn new(options: &Options) -> Running {
        let (store, engine) = engine();
        let server = Server::listen(engine, options).unwrap();
        let (address, stopper) = (server.address().unwrap(), server.stopper());
        let ends = std::thread::spawn(move || server.run().unwrap());
        Running { address, stopper, ends: Some(ends), _store: store }
    }

    /// A connection that has sent these bytes.
    fn send(&self, bytes: &[u8]) -> Client {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        stream.write_all(bytes).unwrap();
        Client(stream)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stopper.stop();
        let ended = self.ends.take().unwrap().join();
        if !std::thread::panicking() {
            assert_eq!(ended.unwrap(), Ended::Stopped);
        }
    }
}

struct Client(TcpStream);

impl Client {
    /// Letters and contents of the messages up to one with one of these letters, or to the end of the connection.
    fn until(&mut self, letters: &[u8]) -> Vec<(u8, String)> {
        let mut found = Vec::new();
        let mut head = [0; 5];
        while self.0.read_exact(&mut head).is_ok() {
            let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
            let mut body = vec![0; length as usize - 4];
            self.0.read_exact(&mut body).unwrap();
            found.push((head[0], String::from_utf8_lossy(&body).replace('\0', " ")));
            if letters.contains(&head[0]) {
                break;
            }
        }
        found
    }

    /// The last of the messages up to an error or the readiness for a query.
    fn answer(&mut self) -> (char, String) {
        let (letter, body) = self.until(b"EZ").pop().expect("an answer");
        (letter.into(), body)
    }
}

fn startup(user: &str) -> Vec<u8> {
    let body = [&196_608_u32.to_be_bytes()[..], b"user\0", user.as_bytes(), b"\0\0"].concat();
    [&(body.len() as u32 + 4).to_be_bytes()[..], &body].concat()
}

fn query(sql: &str) -> Vec<u8> {
    [b"Q", &(sql.len() as u32 + 5).to_be_bytes()[..], sql.as_bytes(), b"\0"].concat()
}

#[test]
fn beyond_this_machine_there_is_no_server_without_a_password() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:5432"] {
        let said = refusal(&Options { listen: address.parse().unwrap(), ..options() });
        assert!(said.contains(address) && said.contains("--password-file"), "{said}");
    }
}

#[test]
fn a_password_that_cannot_be_read_ends_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("missing");
    let empty = write(dir.path(), "empty", "\n");
    let binary = write(dir.path(), "binary", b"\xff\xfe\xfd");
    for file in [missing, empty, binary, dir.path().to_path_buf()] {
        let said = refusal(&Options { password: Some(file.clone()), ..options() });
        assert!(said.contains(file.file_name().unwrap().to_str().unwrap()), "{said}");
    }
}

#[test]
fn a_certificate_that_cannot_be_used_is_no_reason_to_do_without() {
    let dir = tempfile::tempdir().unwrap();
    let empty = write(dir.path(), "empty", "");
    let damaged = write(dir.path(), "damaged", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    for (certificate, private, named) in [
        (key("localhost.crt"), key("another.key"), "localhost.crt"),
        (key("localhost.crt"), empty.clone(), "empty"),
        (key("localhost.crt"), dir.path().join("missing"), "missing"),
        (key("localhost.key"), key("localhost.crt"), "localhost.key"),
        (dir.path().join("missing"), key("localhost.key"), "missing"),
        (empty, key("localhost.key"), "empty"),
        (damaged, key("localhost.key"), "damaged"),
    ] {
        let said = refusal(&Options { tls: Some((certificate, private)), ..options() });
        assert!(said.contains(named), "{named}: {said}");
    }
}

#[test]
fn a_port_that_is_taken_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let said = refusal(&Options { listen: taken.local_addr().unwrap(), ..options() });
    assert!(said.contains("cannot listen there") && said.contains("another address or port"), "{said}");
}

#[test]
fn a_connection_in_the_clear_is_refused_where_there_is_a_certificate() {
    let tls = Some((key("localhost.crt"), key("localhost.key")));
    let running = Running::new(&Options { tls, ..options() });
    let (letter, said) = running.send(&startup("reader")).answer();
    assert!(letter == 'E' && said.contains("encrypted connections only") && said.contains("28000"), "{said}");
}

#[test]
fn nobody_is_let_in_without_the_password() {
    let dir = tempfile::tempdir().unwrap();
    let password = Some(write(dir.path(), "password", "correct horse\n"));
    let running = Running::new(&Options { password, ..options() });
    for user in ["reader", "another"] {
        let mut client = running.send(&startup(user));
        let asked = client.until(b"R");
        assert!(asked.len() == 1 && asked[0].1.contains("SCRAM-SHA-256"), "{asked:?}");
        client.0.write_all(&query("select 42 as answer")).unwrap();
        let rest = client.until(b"Z");
        assert!(rest.iter().all(|(letter, _)| *letter == b'E'), "{rest:?}");
    }
}

#[test]
fn a_client_is_answered_and_another_user_or_one_too_many_is_not() {
    let running = Running::new(&Options { user: Some("analyst".into()), ..options() });
    let (letter, said) = running.send(&startup("reader")).answer();
    assert!(letter == 'E' && said.contains("does not know that user"), "{said}");
    let (letter, said) = running.send(&startup("")).answer();
    assert!(letter == 'E' && said.contains("name a user"), "{said}");
    let mut clients: Vec<Client> = (0..3).map(|_| running.send(&startup("analyst"))).collect();
    assert!(clients.iter_mut().all(|client| client.answer().0 == 'Z'));
    let (letter, said) = running.send(&startup("analyst")).answer();
    assert!(letter == 'E' && said.contains("53300"), "{said}");
    let client = &mut clients[0];
    client.0.write_all(&query("select name from cities; update cities set name = 'x'")).unwrap();
    let found = client.until(b"Z");
    let of = |letter: u8| found.iter().filter(|(l, _)| *l == letter).map(|(_, body)| body.as_str()).collect::<Vec<_>>();
    assert!(of(b'D').len() == 1 && of(b'D')[0].contains("Northbridge"), "{found:?}");
    assert!(of(b'E').len() == 1 && of(b'E')[0].contains("this only reads"), "{found:?}");
    // Comments come from the catalogue.
    client.0.write_all(&query("select obj_description('public.cities'::regclass, 'pg_class')")).unwrap();
    let found = client.until(b"Z");
    assert!(found.iter().any(|(letter, body)| *letter == b'D' && body.len() > 10), "{found:?}");
}

#[test]
fn a_connection_that_is_idle_for_too_long_ends() {
    let running = Running::new(&Options { idle: Duration::from_secs(1), ..options() });
    let mut client = running.send(&startup("reader"));
    assert_eq!(client.answer().0, 'Z');
    client.0.write_all(&query("select 1")).unwrap();
    assert_eq!(client.until(b"Z").last().map(|message| message.0), Some(b'Z'));
    let (letter, said) = client.answer();
    assert!(letter == 'E' && said.contains("57P05") && said.contains("idle"), "{said}");
    assert_eq!(running.send(&startup("reader")).answer().0, 'Z');
}

#[test]
fn a_client_is_told_that_the_server_stops() {
    let running = Running::new(&options());
    let mut client = running.send(&startup("reader"));
    assert_eq!(client.answer().0, 'Z');
    running.stopper.stop();
    let (letter, said) = client.answer();
    assert!(letter == 'E' && said.contains("57P01"), "{said}");
}

#[test]
fn help_names_each_flag_and_an_example() {
    let program = env!("CARGO_BIN_EXE_learning-cities");
    let shown = std::process::Command::new(program).args(["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(shown.stdout).unwrap();
    for word in ["--listen", "--user", "--password-file", "--tls-cert", "--tls-key", "--connections", "psql "] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

#[test]
fn the_limits_of_the_server_are_as_printed() {
    use learning_cities::serve::limits::*;
    let text = std::fs::read_to_string(repository().join("SECURITY.md")).unwrap();
    let section = text.split("### Limits of the server\n").nth(1).and_then(|rest| rest.split("\n### ").next()).unwrap();
    let printed: Vec<Vec<&str>> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        .skip(1)
        .map(|line| line.split('|').map(str::trim).take(3).collect())
        .collect();
    let time = learning_cities::engine::limits::Limits::default().time.as_secs();
    let expected = [
        ("connections", CONNECTIONS.to_string(), "`--connections`"),
        ("time until a client is known", format!("{} seconds", STARTUP.as_secs()), ""),
        ("time that a client waits for a place where all are taken", format!("{} second", PLACE.as_secs()), ""),
        ("time that a wrong password waits for its answer", format!("{} second", WRONG.as_secs()), ""),
        ("time without a message", format!("{} minutes", IDLE.as_secs() / 60), ""),
        ("time in which a client takes nothing of what it is sent", format!("{} seconds", STALL.as_secs()), ""),
        (
            "time of a query, sending included",
            format!("{time} seconds"),
            "`--time-limit`; a client only lowers it, `set statement_timeout`",
        ),
        ("time that running queries get when the server is stopped", format!("{} seconds", GRACE.as_secs()), ""),
        (
            "time that a cancelled query gets before the server is started again",
            format!("{} seconds", STUCK.as_secs()),
            "",
        ),
        (
            "growth of the program while a cancelled query goes on, before the server is started again",
            format!("{GROWN} times the memory limit"),
            "`--memory-limit`",
        ),
        ("length of a message before a client is known", format!("{} kB", BEFORE / 1000), ""),
        ("length of a message", format!("{} MB", MESSAGE >> 20), ""),
        ("statements in one message", STATEMENTS.to_string(), ""),
        ("parameters of a statement", PARAMETERS.to_string(), ""),
        ("prepared statements, open portals, and savepoints, of a connection", KEPT.to_string(), ""),
        (
            "texts of the prepared statements, and parameters of the open portals, of a connection",
            format!("{} MB each", KEPT_BYTES >> 20),
            "",
        ),
        ("queries that run at once", "one for each processor, at least 2".into(), ""),
        (
            "results that wait to be sent, of all connections together",
            format!("{RESULTS} times the output limit"),
            "`--output-limit`",
        ),
    ];
    assert_eq!(printed, expected.each_ref().map(|(what, value, flag)| vec![*what, value.as_str(), *flag]));
}
