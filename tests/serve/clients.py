"""Real clients of PostgreSQL against `learning-cities serve`.

    clients.py BINARY STORE

Each lists the relations with their comments and runs the queries of the README; its rows must be those of `learning-cities sql`. What DBeaver,
Metabase and pgAdmin ask of the catalogue is replayed. A client whose program is not installed is a failure.
"""

import csv
import decimal
import io
import itertools
import math
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import adbc_driver_postgresql.dbapi
import psycopg
import sqlalchemy

from server import COMMENTS, Failures, Server, by_command, cells, holds, readme, readme_queries, statements

HERE = Path(__file__).resolve().parent
JDBC = Path("/usr/share/java/postgresql.jar")


def psql(server, *arguments, check=True):
    command = ["psql", "-X", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(server.port), "-U", "reader", "-d", "learning_cities"]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=check, timeout=300)


def with_psql(server, queries, expected, failures):
    if shutil.which("psql") is None:
        failures.check(False, "psql is not installed: apt-get install postgresql-client")
        return
    for query, rows in zip(queries, expected):
        out = psql(server, "--csv", "-t", "-c", query).stdout
        failures.check(cells(csv.reader(io.StringIO(out))) == rows, f"psql: {query}")
    tables = psql(server, "-c", r"\dt+").stdout
    failures.check("cities" in tables and "progress" in tables, r"psql \dt+ lists relations")
    failures.check("how each series moved from its baseline" in tables, r"psql \dt+ shows comments")
    described = psql(server, "-c", r"\d+ progress", check=False)
    failures.check("baseline_year" in described.stdout and "year of the first point" in described.stdout, f"psql \\d+ progress: {described}")
    for command, shown in ((r"\d", "progress"), (r"\dn", "public"), (r"\l", "learning_cities"), (r"\du", "reader"), (r"\conninfo", "learning_cities"),
                           (r"\d cities", "longitude"), (r"\df version", ""), (r"\dv", ""), (r"\di", "")):
        out = psql(server, "-c", command, check=False)
        failures.check(out.returncode == 0 and shown in out.stdout, f"psql {command}: {out}")


def with_examples(binary, server, failures):
    """The commands with psql that the README and the help show."""
    shown = subprocess.run([binary, "serve", "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r'^ *psql "(.*)"$', "\n".join([shown, *readme("sh")]), re.M)
    failures.check(len(commands) >= 2, f"commands with psql that are shown: {commands}")
    for command in commands:
        run = subprocess.run(["psql", "-X", "-t", command, "-c", "select count(*) > 0 from cities"], capture_output=True, text=True, env={**os.environ, "PGPORT": str(server.port)})
        failures.check(run.returncode == 0 and run.stdout.strip() == "t", f"psql {command}: {run}")


def with_encodings(server, failures):
    """In a terminal without a character set psql asks for text as it comes."""
    for asked, answered in (("SQL_ASCII", True), ("UTF8", True), ("LATIN1", False)):
        command = ["psql", "-X", "-A", "-t", "-h", "127.0.0.1", "-p", str(server.port), "-U", "reader", "-d", "learning_cities", "-c", "select 'é'"]
        run = subprocess.run(command, capture_output=True, env={**os.environ, "PGCLIENTENCODING": asked})
        said = run.stdout == "é\n".encode() if answered else b"PGCLIENTENCODING=UTF8" in run.stderr
        failures.check(said, f"psql with encoding {asked}: {run}")


def with_psycopg(server, queries, expected, failures):
    url = f"host=127.0.0.1 port={server.port} user=reader dbname=learning_cities"
    with psycopg.connect(url) as connection:
        for query, rows in zip(queries, expected):
            failures.check(cells(connection.execute(query)) == rows, f"psycopg: {query}")
            binary = connection.cursor(binary=True)
            failures.check(cells(binary.execute(query)) == rows, f"psycopg, binary: {query}")
        comments = dict(connection.execute(COMMENTS))
        failures.check(comments["progress"].startswith("how each series moved") and all(comments.values()), f"psycopg: comments {comments}")
        bound = connection.execute("select city from cities where city > %s and country <> %s order by city limit %s", ("", "XXX", 3)).fetchall()
        failures.check(len(bound) == 3, f"psycopg: parameters {bound}")
        # A query for one value of each row is answered as one, also where the question is about the database.
        counted = connection.execute("select c.city, (select count(*) from observations o where o.city = c.city) as n, version() from cities c order by c.city").fetchall()
        apart = connection.execute("select c.city, count(o.city) from cities c left join observations o on o.city = c.city group by c.city order by c.city").fetchall()
        failures.check([row[:2] for row in counted] == apart, f"psycopg: counts within a query {counted[:3]}, apart {apart[:3]}")
        # A number of any precision keeps its fraction next to an integer, whichever way it is sent, as one does that is written in the query.
        for compared, number in (("< {}", "2019.7"), ("= {}", "2019.7"), ("* 2 > {}", "4038.5"), ("+ {} > 2020", "0.5"), ("< {}", "1e10"), ("> {}", "-0.00001")):
            wanted = connection.execute(f"select count(*) from observations where reference_year {compared.format(number)} and consent = 'public'").fetchone()
            for sign, value in itertools.product(("%s", "%b"), (decimal.Decimal(number), float(number))):
                for consent, more in (("'public'", ()), ("%s", ("public",))):
                    got = connection.execute(f"select count(*) from observations where reference_year {compared.format(sign)} and consent = {consent}", (value, *more)).fetchone()
                    failures.check(got == wanted, f"psycopg: reference_year {compared} {value!r} as {sign}, consent {consent}: {got}, not {wanted}")
        # A list of the values that are looked for, as psycopg's manual has it.
        some = [city for (city,) in connection.execute("select city from cities order by city limit 3").fetchall()]
        years = [year for (year,) in connection.execute("select distinct reference_year from observations order by reference_year limit 2").fetchall()]
        for condition, value in (("city = any(%s)", some), ("city <> all(%s)", some), ("reference_year = any(%s)", years), ("lower(city) = any(%s)", [some[0].lower(), "o'x, {\"y\"}"])):
            literals = ", ".join(str(v) if isinstance(v, int) else "'" + v.replace("'", "''") + "'" for v in value)
            wanted = connection.execute(f"select count(*) from observations where {condition.replace('= any', 'in').replace('<> all', 'not in').replace('%s', literals)}").fetchone()
            got = connection.execute(f"select count(*) from observations where {condition}", (value,)).fetchone()
            failures.check(got == wanted and wanted[0] > 0, f"psycopg: {condition} {value}: {got}, not {wanted}")
        # What was set since a savepoint goes with it.
        shown = lambda: connection.execute("show statement_timeout").fetchone()[0]
        before = shown()
        with connection.transaction(force_rollback=True):
            connection.execute("set statement_timeout = '7s'")
            failures.check(shown() == "7s", f"psycopg: in a savepoint {shown()}")
        failures.check(shown() == before, f"psycopg: after a rollback to a savepoint {shown()}")
        infinite = "select value / 0 as a, -1e0 / 0 as b, 1.5::float as c from observations where value > 0 limit 2"
        failures.check(connection.execute(infinite).fetchall() == [(math.inf, -math.inf, 1.5)] * 2, "psycopg: infinite numbers")
        raw = connection.pgconn.exec_(infinite.encode())
        failures.check([raw.get_value(0, at) for at in range(3)] == [b"Infinity", b"-Infinity", b"1.5"], f"psycopg: infinite numbers as text {[raw.get_value(0, at) for at in range(3)]}")
        several = connection.execute("select count(*) from observations where cycle = %s or value > %s", (2024, 0.5)).fetchone()
        failures.check(several[0] > 0, f"psycopg: parameters of numbers {several}")
        for _ in range(8):  # prepared from the fifth time on
            row = connection.execute("select count(*) from cities where city >= %s", ("",)).fetchone()
        failures.check(row[0] > 0, "psycopg: prepared statement")
        first = connection.execute("select current_user, current_database(), current_schema()").fetchone()
        failures.check(first == ("reader", "learning_cities", "public"), f"psycopg: {first}")
        failures.check(connection.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS, "psycopg: in a transaction")
        try:
            connection.execute("select nothing from cities")
        except psycopg.errors.UndefinedColumn as error:
            failures.check("line 1" in str(error), f"psycopg: {error}")
        try:
            connection.execute("select 1")
            failures.check(False, "a failed transaction goes on")
        except psycopg.errors.InFailedSqlTransaction:
            failures.check(True, "")
        connection.rollback()
        failures.check(connection.execute("select 1").fetchone() == (1,), "psycopg: after rollback")
    for example in readme("python"):
        here = f"import os; os.environ['PGPORT'] = '{server.port}'\n"
        run = subprocess.run([sys.executable, "-c", here + example], capture_output=True, text=True, timeout=300)
        failures.check(run.returncode == 0 and run.stdout, f"the README's example: {run}")
    with psycopg.connect(url, autocommit=True) as connection:
        with connection.pipeline():
            cursors = [connection.execute("select %s::int", (number,)) for number in range(5)]
        failures.check([cursor.fetchone()[0] for cursor in cursors] == list(range(5)), "psycopg: pipeline")


def with_sqlalchemy(server, queries, expected, failures):
    engine = sqlalchemy.create_engine(f"postgresql+psycopg://reader@127.0.0.1:{server.port}/learning_cities")
    with engine.connect() as connection:
        for query, rows in zip(queries, expected):
            failures.check(cells(connection.execute(sqlalchemy.text(query))) == rows, f"sqlalchemy: {query}")
    inspector = sqlalchemy.inspect(engine)
    names = inspector.get_table_names() + inspector.get_view_names()
    failures.check({"cities", "observations", "progress"} <= set(names), f"sqlalchemy: tables {names}")
    columns = {column["name"]: column for column in inspector.get_columns("progress")}
    failures.check("baseline_year" in columns, f"sqlalchemy: columns {columns}")
    failures.check(columns["baseline_year"].get("comment"), f"sqlalchemy: comments of columns {columns['baseline_year']}")
    failures.check(inspector.get_table_comment("progress")["text"], "sqlalchemy: comments of tables")
    failures.check(engine.dialect.server_version_info == (16, 6), f"sqlalchemy: version {engine.dialect.server_version_info}")
    failures.check("public" in inspector.get_schema_names(), "sqlalchemy: schemas")
    failures.check(inspector.get_pk_constraint("cities")["constrained_columns"] == [] and inspector.get_foreign_keys("cities") == [], "sqlalchemy: keys")
    failures.check(inspector.get_indexes("cities") == inspector.get_unique_constraints("cities") == inspector.get_check_constraints("cities") == [], "sqlalchemy: indexes")
    every = sqlalchemy.MetaData()
    every.reflect(engine, only=["cities", "observations", "progress"])
    failures.check(every.tables["progress"].comment and every.tables["cities"].c.city.comment == "city's id", "sqlalchemy: comments of what is reflected")
    failures.check(isinstance(every.tables["cities"].c.longitude.type, sqlalchemy.types.Float), f"sqlalchemy: {every.tables['cities'].c.longitude.type}")
    metadata = sqlalchemy.MetaData()
    cities = sqlalchemy.Table("cities", metadata, autoload_with=engine)
    with engine.connect() as connection:
        query = sqlalchemy.select(cities.c.city).where(cities.c.city > "").order_by(cities.c.city).limit(2)
        failures.check(len(connection.execute(query).all()) == 2, "sqlalchemy: a reflected table")
    engine.dispose()


def with_adbc(server, queries, expected, failures):
    uri = f"postgresql://reader@127.0.0.1:{server.port}/learning_cities"
    with adbc_driver_postgresql.dbapi.connect(uri, autocommit=True) as connection:
        for query, rows in zip(queries, expected):
            with connection.cursor(adbc_stmt_kwargs={"adbc.postgresql.use_copy": "false"}) as cursor:
                cursor.execute(query)
                failures.check(cells(cursor.fetchall()) == rows, f"adbc: {query}")
        with connection.cursor(adbc_stmt_kwargs={"adbc.postgresql.use_copy": "false"}) as cursor:
            cursor.execute(COMMENTS)
            comments = dict(cursor.fetchall())
        failures.check(comments["progress"].startswith("how each series moved"), f"adbc: comments {comments}")
        schema = connection.adbc_get_table_schema("progress")
        failures.check("baseline_year" in schema.names, f"adbc: {schema}")
        found = connection.adbc_get_objects(depth="tables", table_name_filter="progress").read_all().to_pylist()
        failures.check("progress" in str(found), f"adbc: {found}")
        with connection.cursor() as cursor:
            try:
                cursor.execute("select 1 as x")
                cursor.fetchall()
            except Exception as error:
                failures.check("use_copy" in str(error), f"adbc without the option: {error}")


def parts(out, mark="== "):
    """Output in parts, each a list of lines of cells."""
    found = []
    for line in out.splitlines():
        if line.startswith(mark):
            found.append([])
        elif found:
            found[-1].append(line.split("\t"))
    return found


def with_jdbc(server, queries, expected, failures):
    if not JDBC.exists() or shutil.which("java") is None:
        failures.check(False, "JDBC is not installed: apt-get install libpostgresql-jdbc-java default-jdk-headless")
        return
    url = f"jdbc:postgresql://127.0.0.1:{server.port}/learning_cities?user=reader"
    command = ["java", "-cp", str(JDBC), str(HERE / "Client.java"), url, "tables", "columns progress", "keys cities", *queries, "parts " + queries[0]]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    failures.check(run.returncode == 0, f"JDBC: {run.stderr}")
    found = parts(run.stdout)
    if len(found) != len(queries) + 4:
        failures.check(False, f"JDBC: {len(found)} parts")
        return
    tables, columns, rows, in_parts = dict(found[0]), {line[0]: line for line in found[1]}, found[3:-1], found[-1]
    failures.check(found[2] == [], f"JDBC: keys and indexes {found[2]}")
    failures.check(tables.get("progress", "").startswith("how each series moved"), f"JDBC: {tables}")
    failures.check("year of the first point" in str(columns.get("baseline_year")), f"JDBC: {columns}")
    for query, got, wanted in zip(queries, rows, expected):
        failures.check(cells(got) == wanted, f"JDBC: {query}")
    failures.check(cells(in_parts) == expected[0], "JDBC: rows fetched in parts")


def with_r(server, queries, expected, failures):
    if shutil.which("Rscript") is None or subprocess.run(["Rscript", "-e", "library(RPostgreSQL)"], capture_output=True).returncode != 0:
        failures.check(False, "R with RPostgreSQL is not installed: apt-get install r-cran-rpostgresql")
        return
    command = ["Rscript", "--vanilla", str(HERE / "client.R"), str(server.port), COMMENTS, *queries]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    failures.check(run.returncode == 0, f"R: {run.stderr}")
    found = parts(run.stdout)
    if len(found) != len(queries) + 2:
        failures.check(False, f"R: {len(found)} parts")
        return
    failures.check(["progress"] in found[0], f"R: {found[0]}")
    failures.check(dict(found[1]).get("progress", "").startswith("how each series moved"), f"R: comments {found[1]}")
    for query, got, wanted in zip(queries, found[2:], expected):
        failures.check(cells(got) == wanted, f"R: {query}")


def replayed(server, counts, failures):
    """What programs with a window ask of the catalogue, the simple way and prepared: as many rows as are said, and among them those that are said."""
    for path in sorted((HERE / "catalogue").glob("*.sql")):
        with psycopg.connect(f"host=127.0.0.1 port={server.port} user=reader dbname=learning_cities", autocommit=True) as connection:
            for code, wanted, some in statements(path):
                failures.check(wanted or code.upper().startswith("SET "), f"{path.name}: how many rows has {code}")
                for prepared in (False, True):
                    if prepared and ";" in code.rstrip(";\n "):
                        continue
                    try:
                        # Without parameters a text goes the simple way, so that several statements may come together.
                        cursor = psycopg.Cursor(connection) if prepared else psycopg.ClientCursor(connection)
                        cursor.execute(code.rstrip("; \n"), prepare=prepared)
                        while cursor.nextset():
                            pass
                        found = cursor.fetchall() if cursor.description else []
                    except psycopg.Error as error:
                        failures.check(False, f"{path.name}: {error}\n{code}")
                        continue
                    number = counts.get(wanted, wanted)
                    failures.check(number is None or (len(found) > 0 if number == "some" else len(found) == int(number)), f"{path.name}: {len(found)} rows, not {number}: {code}")
                    for row in some:
                        failures.check(any(holds(got, row) for got in found), f"{path.name}: no row {row} in {found[:3]}: {code}")


def main():
    binary, store = sys.argv[1:3]
    failures = Failures()
    queries = readme_queries()
    failures.check(len(queries) == 5, f"the README has {len(queries)} queries")
    expected = [cells(by_command(binary, store, query)) for query in queries]
    failures.check(all(expected), "each query of the README gives rows")
    with Server(binary, store) as server:
        for client in (with_psql, with_psycopg, with_sqlalchemy, with_adbc, with_jdbc, with_r):
            before = len(failures.failed)
            try:
                client(server, queries, expected, failures)
            except Exception as error:
                failures.check(False, f"{client.__name__}: {type(error).__name__}: {error}")
            print(f"{client.__name__}: {'as expected' if len(failures.failed) == before else 'FAILED'}", flush=True)
        with_examples(binary, server, failures)
        with_encodings(server, failures)
        columns = by_command(binary, store, "describe cities")
        counts = {"relations": len(by_command(binary, store, "show tables")), "columns of cities": len(columns),
                  "of cities": int(by_command(binary, store, "select count(*) from cities")[0][0])}
        before = len(failures.failed)
        replayed(server, counts, failures)
        print(f"catalogue queries of DBeaver, Metabase and pgAdmin: {'as expected' if len(failures.failed) == before else 'FAILED'}", flush=True)
        failures.check(any(re.search(r"reader: \d+ rows in", line) for line in server.log), "the log says who asked what")
        data = by_command(binary, store, "select name from cities order by city limit 1")[0][0]
        failures.check(not any(data in line for line in server.log), "the log holds no data")
        code, took = server.stop()
        failures.check(code == 143 and took < 12, f"stopped with {code} after {took:.1f} s")
    if os.environ.get("SHOW_LOG"):
        print("\n".join(server.log))
    failures.end()


if __name__ == "__main__":
    main()
