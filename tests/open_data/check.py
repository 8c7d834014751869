"""Whether the tools of those who use the open data accept what `export` wrote: python3 check.py EXPORT

CSV on the Web (csvw), Frictionless Data Package, DCAT-AP (pyshacl with the official shapes), CITATION.cff, the first
queries of the README in the programs they are for, and every table read by DuckDB, pandas, polars and pyarrow. Each
validator is also given a copy with a fault in it, which it must find. Last, how much a query for one city reads.
"""

import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import datafusion
import duckdb
import frictionless
import pandas
import polars
import pyarrow.parquet
import pyshacl
import rdflib
import yaml
from rdflib.compare import isomorphic

HERE = Path(__file__).resolve().parent
SHAPES = HERE / "shapes/dcat-ap-3.0.1.ttl"
faults = []


def expect(holds, message):
    if not holds:
        faults.append(message)
        print(f"FAULT {message}")


def csvw_accepts(folder):
    """Whether csvwvalidate finds nothing, and what it says."""
    program = Path(sys.executable).parent / "csvwvalidate"
    run = subprocess.run([program, "-v", "csv-metadata.json"], cwd=folder, capture_output=True, text=True)
    said = run.stdout + run.stderr
    return run.returncode == 0 and "OK" in said and "warning" not in said.lower(), said


def frictionless_accepts(folder):
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return report.valid, report.flatten(["name", "type", "note"])[:5]


def graph(folder, name, base="https://example.org/data/"):
    return rdflib.Graph().parse(folder / name, format="turtle" if name.endswith(".ttl") else "json-ld", publicID=base + name)


def shacl_accepts(data):
    shapes = rdflib.Graph().parse(SHAPES)
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    return conforms, text


def check_metadata(folder, zipped):
    for name, of in [("folder", folder), ("zip", zipped)]:
        accepted, said = csvw_accepts(of)
        expect(accepted, f"csvw, {name}: {said[-2000:]}")
        accepted, said = frictionless_accepts(of)
        expect(accepted, f"frictionless, {name}: {said}")
    turtle, json_ld = graph(folder, "dcat.ttl"), graph(folder, "dcat.jsonld")
    expect(isomorphic(turtle, json_ld), "dcat.ttl and dcat.jsonld say the same")
    accepted, said = shacl_accepts(turtle)
    expect(accepted, f"DCAT-AP: {said[-3000:]}")
    citation = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    for key in ["cff-version", "message", "title", "authors"]:
        expect(citation.get(key), f"CITATION.cff has {key}")
    versions = [str(version) for version in turtle.objects(None, rdflib.DCAT.version)]
    expect(citation["type"] == "dataset" and [citation["version"]] == versions, f"one version: {versions}")


def check_faults(folder, zipped):
    """Copies with a fault, each for the validator that must find it."""
    with tempfile.TemporaryDirectory() as copy:
        broken = Path(copy) / "broken"
        shutil.copytree(zipped, broken)
        cities = (broken / "cities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        # A year that is none, and a city twice.
        fields = next(csv.reader([cities[1]]))
        joined = next(csv.reader([cities[0]])).index("joined")
        fields[joined] = "soon"
        with open(broken / "cities.csv", "w", encoding="utf-8", newline="") as file:
            file.write(cities[0])
            csv.writer(file, lineterminator="\n").writerow(fields)
            file.writelines(cities[1:])
        expect(not csvw_accepts(broken)[0], "csvw finds a wrong type and a key that is there twice")
        expect(not frictionless_accepts(broken)[0], "frictionless finds them too")
    data = graph(folder, "dcat.ttl")
    data.remove((None, rdflib.DCTERMS.title, None))
    expect(not shacl_accepts(data)[0], "the shapes find datasets without a title")


def check_first_queries(folder, tables):
    """The README's code, as it is shown, each with as many rows as the Parquet file in `tables` has."""
    readme = (folder / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^([^\n]+):\n\n```(sql|python|r)\n(.*?)\n```", readme, re.S | re.M)
    expect([name for name, *_ in blocks] == ["DuckDB", "pandas", "polars", "R (arrow)" if folder == tables else "R"], f"blocks: {[b[0] for b in blocks]}")
    measurement = re.search(r"measurement = '(\w+)'", readme).group(1)
    rows = duckdb.connect().execute(
        f"select count(*) from '{tables}/series.parquet' where measurement = ?", [measurement]).fetchone()[0]
    expect(rows > 0, f"the first query has no rows: {measurement}")
    for name, language, code in blocks:
        if language == "sql":
            found = len(duckdb.connect().execute(code.replace("'series", f"'{folder}/series")).fetchall())
        elif language == "r":
            needs = "library(arrow)" if "library(arrow)" in code else "1"
            if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", needs], capture_output=True).returncode:
                print(f"{name} is not installed: its query is not run")
                continue
            run = subprocess.run(["Rscript", "-e", f"cat(nrow({{{code}}}))"], cwd=folder, capture_output=True, text=True)
            found = int(run.stdout.split()[-1])
        else:
            counted = code.replace("print(", "count(")
            counted = "def count(frame): print(len(frame))\n" + counted
            run = subprocess.run([sys.executable, "-c", counted], cwd=folder, capture_output=True, text=True)
            expect(run.returncode == 0, f"{name}: {run.stderr[-500:]}")
            found = int(run.stdout.split()[-1]) if run.stdout.split() else -1
            shown = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
            expect(shown.returncode == 0 and shown.stdout.strip(), f"{name} as shown: {shown.stderr[-500:]}")
        expect(found == rows, f"{name}: {found} rows, expected {rows}")


KINDS = {"string": "string", "integer": "int64", "double": "double"}


def check_tables(folder, zipped):
    """Every table by every reader: the same rows, columns and types as the metadata says."""
    described = json.loads((zipped / "csv-metadata.json").read_text(encoding="utf-8"))["tables"]
    found = {path.stem for path in folder.glob("*.parquet")}
    expect(found == {table["url"].removesuffix(".csv") for table in described}, "metadata names every table")
    for table in described:
        name = table["url"].removesuffix(".csv")
        path = folder / f"{name}.parquet"
        columns = {c["name"]: c["datatype"] for c in table["tableSchema"]["columns"]}
        kinds = {n: KINDS.get(d, "bool") if isinstance(d, str) else "bool" for n, d in columns.items()}
        arrow = pyarrow.parquet.read_table(path)
        expect({f.name: str(f.type) for f in arrow.schema} == kinds, f"{name}: types {arrow.schema}")
        frame, lazy = pandas.read_parquet(path), polars.read_parquet(path)
        counted = duckdb.connect().execute(f"select count(*) from '{path}'").fetchone()[0]
        text = duckdb.connect().execute(f"select count(*) from read_csv('{zipped / table['url']}', all_varchar = true, header = true)").fetchone()[0] \
            if arrow.num_rows else 0
        counts = {arrow.num_rows, len(frame), len(lazy), counted, text}
        expect(len(counts) == 1, f"{name}: rows {counts}")
        expect(list(frame.columns) == list(lazy.columns) == list(columns), f"{name}: columns")
        # The CSV has the same values, the first apostrophe of a text that a spreadsheet would evaluate set aside.
        with open(zipped / table["url"], newline="", encoding="utf-8") as file:
            for line, (row, want) in enumerate(zip(csv.DictReader(file), arrow.to_pylist(), strict=True), 2):
                for column, value in want.items():
                    cell = row[column]
                    same = (cell == "" if value is None or value == "" else
                            cell == str(value).lower() if isinstance(value, bool) else
                            cell.removeprefix("'") == value.removeprefix("'") if isinstance(value, str) else float(cell) == value)
                    expect(same, f"{name} line {line} {column}: {cell!r} and {value!r}")


def scan(context, table, city):
    """What DataFusion says that it read of a table for one city: rows, groups of rows, pages, bytes."""
    plan = str(context.sql(f"explain analyze select * from {table} where city = '{city}'").to_pylist())
    metric = lambda name: tuple(int(n) for n in re.search(rf"{name}=(\d+) total → (\d+) matched", plan).groups())
    number, unit = re.search(r"bytes_scanned=([\d.]+) ?([KM]?)", plan).groups()
    rows = context.sql(f"select count(*) as n from {table} where city = '{city}'").to_pylist()[0]["n"]
    return rows, metric("row_groups_pruned_bloom_filter"), metric("page_index_pages_pruned"), int(float(number) * {"": 1, "K": 1e3, "M": 1e6}[unit])


def check_one_city(folder):
    """A query for one city reads few pages of a table that is sorted by city, and none for a city that is not there."""
    context, measured, tried, excluded = datafusion.SessionContext(), [], 0, 0
    for path in sorted(folder.glob("*.parquet")):
        name, metadata = path.stem, pyarrow.parquet.read_metadata(path)
        columns = metadata.schema.to_arrow_schema().names
        groups = [metadata.row_group(at) for at in range(metadata.num_row_groups)]
        if columns[0] != "city" or metadata.num_rows < 1000:
            continue
        expect(all(group.sorting_columns[0].column_index == 0 for group in groups), f"{name}: sorted by city")
        expect(all(group.column(0).has_column_index and group.column(0).has_offset_index for group in groups), f"{name}: an index of pages")
        context.register_parquet(name, path)
        cities = context.sql(f"select city, count(*) as n from {name} group by city order by city").to_pylist()
        city = max(cities, key=lambda row: row["n"])["city"]
        rows, _, (pages, matched), read = scan(context, name, city)
        expect(rows == max(row["n"] for row in cities), f"{name}: rows of {city}")
        expect(matched <= rows // 2000 + 2 <= pages + 2, f"{name}: {matched} of {pages} pages for {rows} rows")
        measured.append((path.stat().st_size, read, matched, pages, len(groups), rows, metadata.num_rows, name))
        _, (groups_in_range, groups_left), _, _ = scan(context, name, cities[len(cities) // 2]["city"] + "-none")
        tried, excluded = tried + groups_in_range, excluded + groups_in_range - groups_left
    size, read = sum(row[0] for row in measured), sum(row[1] for row in measured)
    for size_of, read_of, matched, pages, groups, rows, all_rows, name in sorted(measured, reverse=True)[:5]:
        print(f"one city of {name}: {rows} of {all_rows} rows, {matched} of {pages} pages in {groups} row group(s), {read_of} of {size_of} bytes read")
    print(f"one city of {len(measured)} tables sorted by city: {read} of {size} bytes read; for a city that is not there the Bloom filter excludes {excluded} of {tried} row groups")
    expect(measured and read < size, f"one city: {read} of {size} bytes")
    # Pages of a row group share dictionaries, which are read whole: little is read where there are several groups.
    for size_of, read_of, *_, name in (row for row in measured if row[4] > 1):
        expect(read_of < size_of / 2, f"{name}: {read_of} of {size_of} bytes for one city")
    expect(tried and excluded >= tried * 0.8, f"a city that is not there: {excluded} of {tried} row groups excluded")


def main():
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as inside:
        zipped = Path(inside)
        archive, = folder.glob("*.zip")
        with zipfile.ZipFile(archive) as file:
            expect(file.testzip() is None, "the zip is whole")
            file.extractall(zipped)
        check_metadata(folder, zipped)
        check_faults(folder, zipped)
        check_first_queries(folder, folder)
        check_first_queries(zipped, folder)
        check_tables(folder, zipped)
        check_one_city(folder)
    if faults:
        sys.exit(f"{len(faults)} faults")
    print(f"{folder}: accepted by csvw, frictionless, pyshacl, DuckDB, pandas, polars and pyarrow")


main()
