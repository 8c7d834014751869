"""Bad input, wrong passwords, encryption, clients that hang or die, and many connections at once, against `learning-cities serve`.

    hostile.py BINARY STORE [PART...]

Parts are statements, own_context, kept, protocol, leaving, ending, limits, killed, stopped, passwords, encryption and soak; none named is all.
After each the server must go on, and the store must be as it was.
"""

import hashlib
import os
import random
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg

from server import ROOT, Failures, Server

REFUSED = [
    # statement, SQLSTATE
    ("update cities set name = 'x'", "25006"),
    ("insert into cities values (1)", "25006"),
    ("delete from cities", "25006"),
    ("with a as (insert into cities values (1) returning *) select * from a", None),
    ("select * into copied from cities", "25006"),
    ("create table t as select 1", "25006"),
    ("create external table t stored as csv location '/etc/passwd'", "25006"),
    ("drop table cities", "25006"),
    ("truncate cities", "25006"),
    ("explain analyze insert into cities select * from cities", "25006"),
    ("copy cities to '/tmp/learning-cities-copied.csv'", "0A000"),
    ("copy (select 1) to '/tmp/learning-cities-copied.parquet'", "0A000"),
    ("copy cities to stdout", "0A000"),
    ("copy cities from stdin", "0A000"),
    ("do $$ begin end $$", "0A000"),
    ("listen news", "0A000"),
    ("notify news", "0A000"),
    ("call f()", "0A000"),
    ("lock table cities", "0A000"),
    ("prepare p as select 1", "0A000"),
    ("execute p", "0A000"),
    ("declare c cursor for select 1", "0A000"),
    ("select pg_read_file('/etc/passwd')", "42883"),
    ("select pg_ls_dir('/')", "42883"),
    ("select lo_import('/etc/passwd')", "42883"),
    ("select * from '/etc/passwd'", "42P01"),
    ("select * from \"../../../etc/passwd\"", "42P01"),
    ("select * from read_csv('/etc/passwd')", None),
    ("select * from other.cities", "42P01"),
    ("select * from pg_catalog.nothing", None),
    ("select * from nothing", "42P01"),
    ("select nothing from cities", "42703"),
    ("selec 1", "42601"),
    ("select 'open", "42601"),
    ("select 1 / 0", "22012"),
    ("set datafusion.execution.target_partitions = 1", "42704"),
    ("set datafusion.catalog.location = '/etc'", "42704"),
    ("set session authorization postgres", "42501"),
    ("set client_encoding = 'LATIN1'", "22023"),
    ("set default_transaction_read_only = off", "25006"),
    ("begin read write", "25006"),
    ("show nothing", "42704"),
    ("savepoint a", "25P01"),
    ("rollback to a", "25P01"),
    ("alter system set x = 1", "25006"),
    ("select " + "(" * 200 + "1" + ")" * 200, "54001"),
    ("select 1" + " or true" * 2000, "54001"),
    ("select version()" + " or true" * 2000, "54001"),
    ("select (select (" * 100 + "select oid from pg_class" + "))" * 100, "54001"),
    # What is planned far more often than it is written.
    ("select 1" + " intersect select 1" * 900, "54001"),
    ("with a0 as (select 1 as x)" + "".join(f", a{n + 1} as (select l.x from a{n} l join a{n} r on l.x = r.x)" for n in range(14)) + " select * from a14", "54001"),
    ("with a0 as (select oid from pg_class)" + "".join(f", a{n + 1} as (select oid from a{n} union all select oid from a{n})" for n in range(12)) + " select * from a12", "54001"),
    ("select * from pg_catalog.pg_roles, pg_write_file('/tmp/x')", None),
    ("select '" + "x" * 200_000 + "'", "54000"),
    ("select 1;" * 100, "54000"),
]
ACCEPTED = [
    "discard all", "deallocate all", "deallocate nothing", "reset all", "unlisten *", "close all", "set client_encoding = 'UTF8'", "set names 'utf8'",
    "set extra_float_digits = 3", "set application_name = 'me'", "set DateStyle = 'ISO'", "set TimeZone = 'Europe/Paris'", "set time zone 'UTC'",
    "set search_path = public", "set statement_timeout = '5s'", "begin", "select 1", "savepoint a", "rollback to savepoint a", "release savepoint a",
    "commit", "begin isolation level serializable read only", "rollback", "start transaction", "end", "abort", "show all", "show server_version",
    "show tables", "describe cities", "explain select 1", "values (1)", "", ";;", "-- nothing", "select 1; select 2",
    # As long as the limits allow; what walks over them must not run out of stack, and may take more than the 5 seconds of above.
    "reset statement_timeout", "select 1" + " union all select 1" * 900, "select 1" + "+1" * 900, "select 'a'" + " || 'a'" * 900, "select 1" + "::bigint" * 40,
    "select count(*) from observations where value = 0" + " or value = 1" * 900, "select count(*) from observations where value = 0" + " and value <> 1" * 900,
]


def connect(port, **more):
    return psycopg.connect(**{"host": "127.0.0.1", "port": port, "user": "reader", "dbname": "learning_cities", "autocommit": True, "connect_timeout": 20, **more})


def goes_on(server, failures, what):
    try:
        with connect(server.port) as connection:
            failures.check(connection.execute("select 1").fetchone() == (1,), f"{what}: the server goes on")
    except psycopg.Error as error:
        failures.check(False, f"{what}: the server does not go on: {error}")
    failures.check(server.process.poll() is None, f"{what}: the server has ended")


def code_of(connection, sql):
    try:
        psycopg.ClientCursor(connection).execute(sql)
        return "00000"
    except psycopg.Error as error:
        return error.sqlstate or str(error)


def statements(server, failures):
    with connect(server.port) as connection:
        for sql, expected in REFUSED:
            for prepared in (False, True):
                if prepared and sql.startswith("select 1;"):
                    continue
                try:
                    cursor = psycopg.Cursor(connection) if prepared else psycopg.ClientCursor(connection)
                    cursor.execute(sql, prepare=prepared)
                    code = "00000"
                except psycopg.Error as error:
                    code = error.sqlstate
                holds = code == expected if expected else code not in ("00000", None)
                failures.check(holds, f"{sql[:80]} ({'prepared' if prepared else 'text'}): {code}, not {expected}")
            failures.check(not connection.closed, f"{sql[:80]}: the connection is closed")
        for sql in ACCEPTED:
            failures.check(code_of(connection, sql) == "00000", f"{sql} is refused: {code_of(connection, sql)}")
    goes_on(server, failures, "refused statements")


def own_context(server, failures):
    with connect(server.port) as one, connect(server.port) as other:
        one.execute("set application_name = 'one'")
        one.execute("set statement_timeout = '1s'")
        failures.check(other.execute("show application_name").fetchone() == ("",), "a setting reaches another connection")
        failures.check(other.execute("select current_setting('statement_timeout')").fetchone() == ("0",), "a setting reaches another connection")
        one.execute("discard all")
        failures.check(one.execute("show statement_timeout").fetchone() == ("0",), "discard all sets settings back")
        # A limit that a client raises stays where it was.
        one.execute("set statement_timeout = '10h'")
    in_transactions(server, failures)
    # A mart is made when somebody first reads it, once for all.
    took = []
    for _ in range(2):
        with connect(server.port) as connection:
            begun = time.monotonic()
            connection.execute("select count(*) from progress")
            took.append(time.monotonic() - begun)
    print(f"a mart for the first connection {took[0]:.2f} s, for the second {took[1]:.2f} s", flush=True)
    failures.check(took[1] < took[0] / 2, f"a mart is made once: {took}")


def in_transactions(server, failures):
    """What is set in a transaction ends with it as PostgreSQL has it, and the client learns of every change."""
    with connect(server.port) as connection:
        def now(name):
            return connection.execute(f"show {name}").fetchone()[0]

        first = now("DateStyle")
        connection.execute("begin")
        connection.execute("set local statement_timeout = '9s'")
        connection.execute("set datestyle = 'German'")
        failures.check(now("statement_timeout") == "9s" and connection.info.parameter_status("DateStyle").startswith("German"), "set in a transaction")
        connection.execute("rollback")
        failures.check((now("statement_timeout"), now("DateStyle")) == ("0", first), "rollback takes back what was set")
        failures.check(connection.info.parameter_status("DateStyle") == first, "the client learns of what rollback took back")
        connection.execute("begin")
        connection.execute("set local application_name = 'local'")
        connection.execute("commit")
        failures.check(now("application_name") == "", "set local ends with its transaction")
        connection.execute("select set_config('DateStyle', 'SQL, DMY', false)")
        failures.check(connection.info.parameter_status("DateStyle") == "SQL, DMY", "the client learns of set_config")
        connection.execute("explain select set_config('application_name', 'explained', false)")
        failures.check(now("application_name") == "", "explain sets nothing")
        connection.execute("reset all")
        failures.check(connection.info.parameter_status("DateStyle") == first, "the client learns of reset")
        for name in ("timezone", "intervalstyle", "client_min_messages"):
            failures.check(code_of(connection, f"set {name} = 'bogus'") == "22023", f"{name} is what there is not")
        narrow = connection.execute("select 1::tinyint, arrow_cast(-1, 'Int8')", binary=True).fetchone()
        failures.check(narrow == (1, -1), f"numbers of one byte: {narrow}")
        long = "select max(length(format('" + "%s" * 100 + "', " + ", ".join(["n"] * 100) + "))) from (select repeat(city, 1000) as n from observations)"
        failures.check(code_of(connection, long) != "00000", "format takes more memory than a query has")
    goes_on(server, failures, "transactions")


def kept(server, failures):
    """What a connection keeps has an end, in number and size; what could not be prepared is not kept."""
    with connect(server.port) as connection:
        protocol = connection.pgconn
        prepared = lambda name, sql: protocol.prepare(name.encode(), sql.encode()).status == psycopg.pq.ExecStatus.COMMAND_OK
        failures.check(not any(prepared(f"wrong{n}", "select nothing from cities") for n in range(310)), "a wrong statement is prepared")
        number = next((n for n in range(310) if not prepared(f"s{n}", "select 1")), None)
        failures.check(number == 300, f"{number} statements are kept")
        connection.execute("deallocate all")
        long = "select '" + "x" * 100_000 + "'"
        number = next((n for n in range(50) if not prepared(f"long{n}", long)), None)
        failures.check(number == 20, f"{number} statements of 100 kB are kept")
        connection.execute("discard all")
        failures.check(prepared("again", long), "after discard all there is room")
        failures.check(connection.execute("select 1").fetchone() == (1,), "the connection goes on")
    raw = begin(server.port)
    query(raw, "begin")
    read_until(raw, b"Z")
    raw.sendall(message(b"P", b"p\0select length($1::varchar)\0" + struct.pack("!h", 0)))
    value = struct.pack("!i", 900_000) + b"x" * 900_000
    for number in range(4):
        raw.sendall(message(b"B", f"portal{number}".encode() + b"\0p\0" + struct.pack("!hh", 0, 1) + value + struct.pack("!h", 0)))
    raw.sendall(message(b"S", b""))
    found = read_until(raw, b"Z")
    bound = sum(kind == b"2" for kind, _ in found)
    failures.check(bound == 2 and any(b"54000" in body for kind, body in found if kind == b"E"), f"{bound} portals with 900 kB are open")
    raw.close()
    goes_on(server, failures, "what is kept")


ENDLESS = "with recursive t as (select 1 as n union all select n + 1 from t) select count(*) from t"
CROSS = "select count(*) from observations a, observations b, observations c, observations d where a.value + b.value < c.value * d.value"


def limits(binary, store, failures):
    with Server(binary, store, "--time-limit", "3", "--row-limit", "1000", "--output-limit", "1") as server:
        with connect(server.port) as connection:
            for sql in (CROSS, ENDLESS):
                begun = time.monotonic()
                code = code_of(connection, sql)
                failures.check(code == "57014" and time.monotonic() - begun < 15, f"{sql[:40]}: {code} after {time.monotonic() - begun:.1f} s")
            failures.check(code_of(connection, "select * from generate_series(1, 2000)") == "54000", "the limit of rows")
            failures.check(code_of(connection, "select repeat('x', 3000) from generate_series(1, 900)") == "54000", "the limit of the result")
            connection.execute("set statement_timeout = '500ms'")
            begun = time.monotonic()
            try:
                psycopg.ClientCursor(connection).execute(CROSS)
                failures.check(False, "it is answered")
            except psycopg.Error as error:
                in_time = error.sqlstate == "57014" and time.monotonic() - begun < 2.5
                failures.check(in_time and "after 0.5 seconds" in str(error), f"a client lowers the time: {error} after {time.monotonic() - begun:.1f} s")
            connection.execute("set statement_timeout = '10h'")
            begun = time.monotonic()
            code_of(connection, CROSS)
            failures.check(time.monotonic() - begun < 15, "a client does not raise the time")
        # A client that takes nothing of its rows.
        with Server(binary, store, "--time-limit", "3", "--output-limit", "64") as slow:
            raw = begin(slow.port)
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            query(raw, "select repeat('x', 5000) as x from generate_series(1, 10000)")
            deadline = time.monotonic() + 40
            while time.monotonic() < deadline and not any("error 57014" in line for line in slow.log):
                time.sleep(0.2)
            failures.check(any("error 57014" in line for line in slow.log), f"the time covers sending: {slow.log[-3:]}")
            goes_on(slow, failures, "a client that takes nothing")
        goes_on(server, failures, "limits")
        # Several at once, each within its own limits, and one that is asked meanwhile.
        def endless():
            with connect(server.port) as connection:
                codes.append(code_of(connection, CROSS))
        codes = []
        threads = [threading.Thread(target=endless) for _ in range(4)]
        [thread.start() for thread in threads]
        with connect(server.port) as connection:
            # It waits for its turn, and is refused in words where that takes longer than its own time.
            found = [code_of(connection, "select 1") for _ in range(5)]
            failures.check("00000" in found and set(found) <= {"00000", "53000"}, f"a small query among large ones: {found}")
        [thread.join() for thread in threads]
        failures.check(set(codes) <= {"57014", "53000"}, f"several at once: {codes}")


ROOMS = [
    "select sum(length(repeat(x, 1000000))) from (select cast(value as varchar) as x from generate_series(1, 1000000))",
    "select sum(length(lpad(cast(value as varchar), 1000000000))) from generate_series(1, 100000)",
    "select array_length(range(1, 1000000000000))",
    "select sum(length(concat(repeat('x', 1000000), cast(value as varchar)))) from generate_series(1, 100000)",
]
LONG = [
    CROSS, ENDLESS,
    "select count(*) from generate_series(1, 10000000) a, generate_series(1, 1000000) b",
    "select count(*) from generate_series(1, 10000000) a join generate_series(1, 10000000) b on a.value % 2 = b.value % 2 and a.value + b.value < 0",
]


def ending(server, failures):
    """Queries that want more than the machine has, and that compute without end: all of them stop."""
    pid = server.pid()
    with connect(server.port) as connection:
        for sql in ROOMS:
            code = code_of(connection, sql)
            failures.check(code in ("53200", "54000"), f"{sql[:60]}: {code}")
        # The last of them makes texts of GB at once, and goes on after it was stopped: that is not held against the next query.
        threading.Timer(8, connection.cancel).start()
        begun = time.monotonic()
        code = code_of(connection, CROSS)
        failures.check(code == "57014", f"the query after one that goes on: {code} after {time.monotonic() - begun:.1f} s")
        print(f"memory {server.memory():.0f} MB after queries for more than the machine has", flush=True)
        failures.check(server.pid() == pid, "the server was started anew")
        for sql in LONG:
            threading.Timer(1, connection.cancel).start()
            begun = time.monotonic()
            code = code_of(connection, sql)
            took = time.monotonic() - begun
            failures.check(code == "57014" and took < 8, f"{sql[:60]}: cancelled after {took:.1f} s with {code}")
            deadline, used = time.monotonic() + 15, 1
            while used > 0.3 and time.monotonic() < deadline:
                before = processor(server)
                time.sleep(1.5)
                used = processor(server) - before
            failures.check(used <= 0.3, f"{sql[:60]}: it goes on, {used:.1f} s of 1.5")
    goes_on(server, failures, "queries without end")


def killed(binary, store, failures):
    """A server that is killed is started again."""
    port = free_port()
    with Server(binary, store, "--listen", f"127.0.0.1:{port}") as server:
        time.sleep(6)
        os.kill(server.pid(), signal.SIGKILL)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with connect(port) as connection:
                    failures.check(connection.execute("select 1").fetchone() == (1,), "after a kill")
                    break
            except psycopg.Error:
                time.sleep(0.5)
        else:
            failures.check(False, f"a server that was killed is not started again: {server.log}")
        child = server.pid()
        server.process.kill()
        server.process.wait()
        time.sleep(8)
        failures.check(not Path(f"/proc/{child}/exe").exists(), "the server goes on without the process that keeps it")


def grown(binary, store, failures):
    """While a query that was stopped takes several times the memory limit, the server is started again, and not after 20 seconds alone."""
    port = free_port()
    with Server(binary, store, "--listen", f"127.0.0.1:{port}", "--memory-limit", "100") as server:
        time.sleep(6)
        before, begun = server.pid(), time.monotonic()
        with connect(port) as connection:
            code = code_of(connection, ROOMS[-1])
            failures.check(code == "53200", f"texts of GB: {code}")
        while Path(f"/proc/{before}/exe").exists() and time.monotonic() - begun < 18:
            time.sleep(0.2)
        failures.check(not Path(f"/proc/{before}/exe").exists(), "the server goes on while a query that was stopped takes several times the limit")
        while time.monotonic() - begun < 60:
            try:
                with connect(port) as connection:
                    failures.check(connection.execute("select 1").fetchone() == (1,), "after the new start")
                    break
            except psycopg.Error:
                time.sleep(0.5)
        else:
            failures.check(False, f"the server is not started again: {server.log}")


def stopped(binary, store, failures):
    """Each signal that stops it ends it, and the clients are told."""
    for sent, expected in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        with Server(binary, store) as server:
            with connect(server.port) as connection:
                code, took = server.stop(sent)
                failures.check(code == expected and took < 12, f"stopped by {sent!r} with {code} after {took:.1f} s")
                try:
                    connection.execute("select 1")
                    failures.check(False, f"a connection goes on after {sent!r}")
                except psycopg.Error as error:
                    failures.check("being stopped" in str(error), f"after {sent!r}: {error}")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def message(letter, body):
    return letter + struct.pack("!i", len(body) + 4) + body


def begin(port, user="reader"):
    """A connection by hand, at its first ReadyForQuery."""
    raw = socket.create_connection(("127.0.0.1", port), timeout=60)
    raw.sendall(startup(user))
    read_until(raw, b"Z")
    return raw


def startup(user="reader", more=b""):
    body = struct.pack("!i", 196608) + b"user\0" + user.encode() + b"\0database\0learning_cities\0" + more + b"\0"
    return struct.pack("!i", len(body) + 4) + body


def query(raw, sql):
    raw.sendall(message(b"Q", sql.encode() + b"\0"))


def read_message(raw):
    head = b""
    while len(head) < 5:
        got = raw.recv(5 - len(head))
        if not got:
            return None, b""
        head += got
    length = struct.unpack("!i", head[1:])[0] - 4
    body = b""
    while len(body) < length:
        got = raw.recv(length - len(body))
        if not got:
            return None, b""
        body += got
    return head[:1], body


def read_until(raw, letter):
    """The bodies of messages up to one of these letters, or to the end."""
    found = []
    while True:
        kind, body = read_message(raw)
        found.append((kind, body))
        if kind is None or kind in letter:
            return found


def protocol(server, failures):
    # 64 MB of SQL.
    with connect(server.port) as connection:
        code = code_of(connection, "select '" + "x" * (64 << 20) + "'")
        failures.check(code == "54000", f"64 MB of SQL: {code}")
    goes_on(server, failures, "64 MB of SQL")
    before = server.memory()
    failures.check(before < 2000, f"{before} MB after it")
    # Messages before the password, lengths that cannot be, counts that are not there.
    bad = {
        "a length of nothing": struct.pack("!i", 0) * 2,
        "a negative length": struct.pack("!i", -5) + b"12345678",
        "a startup of 1 GB": struct.pack("!ii", 1 << 30, 196608),
        "HTTP": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "TLS without a certificate": bytes([0x16, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]) + bytes(600),
        "zeros": bytes(4096),
        "no user": struct.pack("!ii", 9, 196608) + b"\0",
        "another version": struct.pack("!iii", 12, 131072, 0),
        "replication": startup(more=b"replication\0database\0"),
        "an unknown parameter": startup(more=b"datafusion.x\0y\0"),
    }
    for name, data in bad.items():
        raw = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        raw.sendall(data)
        try:
            answer = raw.recv(4096)
            failures.check(answer == b"" or answer[:1] in (b"E", b"N"), f"{name}: {answer[:60]}")
        except OSError:
            pass
        raw.close()
    goes_on(server, failures, "bad beginnings")
    later = {
        "a query before the startup is done": None,
        "a truncated bind": message(b"B", b"\0"),
        "a bind that promises parameters": message(b"B", b"\0\0\0\0\xff\xff"),
        "a bind with a length beyond the message": message(b"P", b"\0select $1\0\0\0") + message(b"B", b"\0\0\0\0\0\1\0\0\1\0"),
        "formats that are too few": message(b"P", b"\0select 1, 2, 3\0\0\0") + message(b"B", b"\0\0\0\0\0\0\0\2\0\1\0\1") + message(b"E", b"\0\0\0\0\0"),
        "a portal that is not there": message(b"E", b"none\0\0\0\0\0"),
        "a negative number of rows": message(b"P", b"\0select 1\0\0\0") + message(b"B", b"\0\0\0\0\0\0\0\0") + message(b"E", b"\0\xff\xff\xff\xff"),
        "2147483647 rows": message(b"P", b"\0select 1\0\0\0") + message(b"B", b"\0\0\0\0\0\0\0\0") + message(b"E", b"\0\x7f\xff\xff\xff"),
        "$0": message(b"P", b"\0select $0\0\0\0"),
        "$99999999999999": message(b"P", b"\0select $99999999999999\0\0\0"),
        "a word that is none": message(b"?", b"what"),
        "describe of nothing": message(b"D", b""),
        "a password after the beginning": message(b"p", b"x\0"),
        "copy data that nobody asked for": message(b"d", b"x"),
        "text that is not UTF-8": message(b"Q", b"select '\xff\xfe'\0"),
        "a query without its end": message(b"Q", b"select 1"),
    }
    for name, data in later.items():
        if data is None:
            raw = socket.create_connection(("127.0.0.1", server.port), timeout=30)
            raw.sendall(message(b"Q", b"select 1\0"))
            raw.close()
            continue
        raw = begin(server.port)
        raw.sendall(data + message(b"S", b""))
        raw.settimeout(20)
        try:
            raw.recv(4096)
        except OSError as error:
            failures.check("timed out" not in str(error), f"{name}: no answer")
        raw.close()
    goes_on(server, failures, "bad messages")
    # Random bytes, before and after the beginning.
    chance = random.Random(1)
    for _ in range(60):
        raw = begin(server.port) if chance.random() < 0.5 else socket.create_connection(("127.0.0.1", server.port), timeout=30)
        raw.sendall(chance.randbytes(chance.randrange(1, 3000)))
        raw.close()
    goes_on(server, failures, "random bytes")
    failures.check(not any("panicked" in line for line in server.log), "a panic is in the log")


def leaving(server, failures):
    """Clients that hang or die in the middle."""
    for data in (b"", startup()[:7], startup() + b"Q\0\0", startup() + message(b"Q", CROSS.encode() + b"\0")):
        raw = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        raw.sendall(data)
        time.sleep(0.3)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raw.close()
    # The query of one that has gone is stopped: its processor time ends.
    time.sleep(2.5)
    before = processor(server)
    time.sleep(2)
    failures.check(processor(server) - before < 1, "a query goes on although its client has gone")
    hanging = [socket.create_connection(("127.0.0.1", server.port), timeout=30) for _ in range(3)]
    [raw.sendall(startup()[:9]) for raw in hanging]
    goes_on(server, failures, "clients that hang")
    with connect(server.port) as connection:
        threading.Timer(0.7, connection.cancel).start()
        begun = time.monotonic()
        code = code_of(connection, CROSS)
        failures.check(code == "57014" and time.monotonic() - begun < 8, f"cancel: {code} after {time.monotonic() - begun:.1f} s")
        failures.check(connection.execute("select 1").fetchone() == (1,), "after cancel the connection goes on")
    [raw.close() for raw in hanging]


def processor(server):
    fields = Path(f"/proc/{server.pid()}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def run(binary, store, *flags):
    """What the program says, and its exit code, where it is to refuse."""
    command = [binary, "--root", str(ROOT), "serve", "--store", store, *flags]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stderr


def passwords(binary, store, folder, failures):
    secret = folder / "password"
    secret.write_text("correct horse\n")
    code, said = run(binary, store, "--listen", "0.0.0.0:0")
    failures.check(code == 2 and "--password-file" in said, f"beyond this machine without a password: {code} {said}")
    (folder / "empty").write_text("\n")
    for file in ("empty", "missing"):
        code, said = run(binary, store, "--password-file", str(folder / file))
        failures.check(code == 2 and file in said, f"{file}: {said}")
    with Server(binary, store, "--password-file", str(secret), "--user", "analyst") as server:
        good = {"user": "analyst", "password": "correct horse"}
        with connect(server.port, **good) as connection:
            failures.check(connection.execute("select current_user").fetchone() == ("analyst",), "the right password")
        for wrong in ({"user": "analyst", "password": "wrong"}, {"user": "reader", "password": "correct horse"}, {"user": "analyst", "password": ""}):
            try:
                connect(server.port, **wrong)
                failures.check(False, f"{wrong} is let in")
            except psycopg.OperationalError as error:
                failures.check("wrong" in str(error) or "password" in str(error), f"{wrong}: {error}")
        # Whatever comes instead of a password, nobody is let in.
        for data in (message(b"p", b"SCRAM-SHA-256\0\xff\xff\xff\xff"), message(b"p", b"x"), message(b"p", b"PLAIN\0\0\0\0\0"), message(b"Q", b"select 1\0"),
                     message(b"p", b"SCRAM-SHA-256\0\0\0\0\x05n,,n="), message(b"P", b"\0select 1\0\0\0")):
            raw = socket.create_connection(("127.0.0.1", server.port), timeout=30)
            raw.sendall(startup("analyst"))
            read_message(raw)
            raw.sendall(data + message(b"Q", b"select 42 as answer\0") + message(b"S", b""))
            raw.settimeout(25)
            answer = b""
            try:
                while got := raw.recv(4096):
                    answer += got
            except OSError:
                pass
            failures.check(b"answer" not in answer and b"Z\0\0\0\5" not in answer, f"{data[:30]}: {answer[:200]}")
            raw.close()
        with connect(server.port, **good) as connection:
            failures.check(connection.execute("select 1").fetchone() == (1,), "after wrong passwords the server goes on")
        failures.check(not any("correct horse" in line for line in server.log), "the password is in the log")
    with Server(binary, store, "--user", "analyst") as server:
        try:
            connect(server.port)
            failures.check(False, "another user is let in")
        except psycopg.OperationalError as error:
            failures.check("does not know that user" in str(error), f"another user: {error}")


def openssl(folder, name):
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
               "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.crt")]
    subprocess.run(command, check=True, capture_output=True)


def encryption(binary, store, folder, failures):
    openssl(folder, "one")
    openssl(folder, "other")
    (folder / "not.crt").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (folder / "empty.crt").write_text("")
    for certificate, key in (("one.crt", "other.key"), ("not.crt", "one.key"), ("empty.crt", "one.key"), ("one.key", "one.crt"), ("one.crt", "empty.crt"),
                             ("missing.crt", "one.key")):
        code, said = run(binary, store, "--listen", "127.0.0.1:0", "--tls-cert", str(folder / certificate), "--tls-key", str(folder / key))
        failures.check(code == 2 and (certificate in said or key in said), f"{certificate} with {key}: {code} {said}")
    code, said = run(binary, store, "--tls-cert", str(folder / "one.crt"))
    failures.check(code == 2, f"a certificate without a key: {said}")
    with Server(binary, store, "--tls-cert", str(folder / "one.crt"), "--tls-key", str(folder / "one.key")) as server:
        root = str(folder / "one.crt")
        with connect(server.port, sslmode="verify-full", sslrootcert=root, host="localhost", hostaddr="127.0.0.1") as connection:
            failures.check(connection.execute("select 1").fetchone() == (1,), "an encrypted connection")
        try:
            connect(server.port, sslmode="disable")
            failures.check(False, "a connection in the clear is let in")
        except psycopg.OperationalError as error:
            failures.check("encrypted connections only" in str(error), f"in the clear: {error}")
        try:
            connect(server.port, sslmode="verify-full", sslrootcert=str(folder / "other.crt"), host="localhost", hostaddr="127.0.0.1")
            failures.check(False, "another certificate is trusted")
        except psycopg.OperationalError:
            pass
        # Data in the clear behind the request for encryption may be anybody's.
        raw = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        raw.sendall(struct.pack("!ii", 8, 80877103) + startup() + message(b"Q", b"select 42 as answer\0"))
        raw.settimeout(25)
        answer = b""
        try:
            while got := raw.recv(4096):
                answer += got
        except OSError:
            pass
        failures.check(answer in (b"", b"S") or answer.startswith(b"S\x15"), f"data before encryption: {answer[:80]}")
        # TLS from the first byte on, as newer clients do.
        context = ssl.create_default_context(cafile=root)
        context.set_alpn_protocols(["postgresql"])
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as plain, context.wrap_socket(plain, server_hostname="localhost") as raw:
            raw.sendall(startup())
            failures.check(read_until(raw, b"ZE")[-1][0] == b"Z", "TLS from the first byte on")
        with connect(server.port, sslmode="require") as connection:
            threading.Timer(0.7, connection.cancel_safe).start()
            failures.check(code_of(connection, CROSS) == "57014", "cancel over TLS")
    (folder / "secret").write_text("geheim")
    with Server(binary, store, "--tls-cert", str(folder / "one.crt"), "--tls-key", str(folder / "one.key"), "--password-file", str(folder / "secret")) as server:
        connect(server.port, sslmode="require", password="geheim", channel_binding="require").close()
        # A client that was not offered what the server offers: something between them took it away.
        for flag, answer in ((b"y", b"E"), (b"n", b"R")):
            with socket.create_connection(("127.0.0.1", server.port), timeout=30) as plain, context.wrap_socket(plain, server_hostname="localhost") as raw:
                raw.sendall(startup())
                offered = read_until(raw, b"RE")[-1][1]
                failures.check(b"SCRAM-SHA-256-PLUS" in offered, f"offered: {offered}")
                first = flag + b",,n=,r=abcdefgh"
                raw.sendall(message(b"p", b"SCRAM-SHA-256\0" + struct.pack("!i", len(first)) + first))
                kind, body = read_until(raw, b"RE")[-1]
                failures.check(kind == answer, f"a client that says {flag}: {kind} {body}")


def soak(binary, store, failures, connections=50, seconds=20):
    with Server(binary, store, "--connections", str(connections)) as server:
        queries = ["select count(*) from observations", "select city, name from cities order by city", "select * from progress order by city, measurement, item limit 200",
                   "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relname = 'cities'"]
        with connect(server.port) as connection:
            expected = {sql: sorted(map(str, connection.execute(sql).fetchall())) for sql in queries}
        time.sleep(0.5)
        begun, start, files = time.monotonic(), server.memory(), server.files()
        counted, wrong, most = [0] * connections, [], [start]

        def work(number):
            chance = random.Random(number)
            try:
                while time.monotonic() - begun < seconds:
                    with connect(server.port) as connection:
                        for _ in range(10):
                            if time.monotonic() - begun >= seconds:
                                break
                            sql = chance.choice(queries)
                            if sorted(map(str, connection.execute(sql).fetchall())) != expected[sql]:
                                wrong.append(sql)
                            counted[number] += 1
            except psycopg.Error as error:
                wrong.append(str(error))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
        [thread.start() for thread in threads]
        while any(thread.is_alive() for thread in threads):
            most.append(server.memory())
            time.sleep(0.5)
        [thread.join() for thread in threads]
        time.sleep(1)
        end = server.memory()
        print(f"soak: {connections} connections, {sum(counted)} queries in {seconds} s; memory {start:.0f} MB at the start, {max(most):.0f} MB at most, {end:.0f} MB at the end", flush=True)
        failures.check(not wrong, f"soak: {wrong[:3]}")
        failures.check(min(counted) > 0, f"soak: {counted}")
        failures.check(max(most) < start + 700, f"soak: memory {start:.0f} to {max(most):.0f} MB")
        failures.check(server.files() <= files + 5, f"soak: {files} files before, {server.files()} after")
        # One more than there is room for.
        held = [connect(server.port) for _ in range(connections)]
        try:
            connect(server.port)
            failures.check(False, "a connection beyond the limit is let in")
        except psycopg.OperationalError as error:
            failures.check("in use" in str(error), f"a connection beyond the limit: {error}")
        [connection.close() for connection in held]
        time.sleep(0.5)
        goes_on(server, failures, "soak")
        # Stopped while queries run: clients get an error, nothing hangs.
        with connect(server.port) as idle, connect(server.port) as busy:
            codes = []
            thread = threading.Thread(target=lambda: codes.append(code_of(busy, CROSS)))
            thread.start()
            time.sleep(0.5)
            code, took = server.stop()
            thread.join(15)
            failures.check(code == 143 and took < 15, f"stopped with {code} after {took:.1f} s")
            try:
                idle.execute("select 1")
                failures.check(False, "an idle client goes on after the stop")
            except psycopg.Error as error:
                failures.check(True, str(error))


def digest(store):
    files = sorted(path for path in Path(store).rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


def main():
    binary, store, *named = sys.argv[1:]
    failures = Failures()
    before = digest(store)
    begun = time.monotonic()
    of_one_server = (statements, own_context, kept, protocol, leaving, ending)
    with_keys = (passwords, encryption)
    with_servers = (limits, killed, grown, stopped, soak)
    unknown = set(named) - {part.__name__ for part in of_one_server + with_keys + with_servers}
    if unknown:
        raise SystemExit(f"there is no part {', '.join(sorted(unknown))}")

    def run_parts(parts, *given):
        for part in parts:
            if not named or part.__name__ in named:
                part(*given, failures)
                print(f"{part.__name__}: {time.monotonic() - begun:.0f} s", flush=True)

    with Server(binary, store) as server:
        run_parts(of_one_server, server)
    with tempfile.TemporaryDirectory() as folder:
        run_parts(with_keys, binary, store, Path(folder))
    run_parts(with_servers, binary, store)
    failures.check(digest(store) == before, "the store has changed")
    failures.check(not list(Path("/tmp").glob("learning-cities-copied*")), "a file was written")
    failures.end()


if __name__ == "__main__":
    main()
