# Everything below runs the everyday build; `just run="cargo run --release --" ...` takes the optimized one.
run := "cargo run --"

# Languages of the site by their files in data/messages, the first at its root: just languages="en fr es" build-report
languages := "en"

# List the recipes
_default:
    @just --list --unsorted

# Publish a network: just build-report [NETWORK] [CYCLE] [--source NAME=DIR]
build-report network="data/demo" cycle="" *sources: fonts (ingest network sources)
    {{run}} report --store {{quote("store/" + file_name(absolute_path(network)))}} --out {{quote("out/" + file_name(absolute_path(network)))}} {{ if cycle == "" { "" } else { "--cycle " + quote(cycle) } }} {{prepend("--language ", languages)}}

# Fetch fonts of further scripts for the briefs; without them names in these scripts are shown in Latin form
fonts:
    sh data/fonts.sh

# Read a network into its store; faulty rows are listed and do not stop the rest
ingest network="data/demo" *sources:
    {{run}} ingest --network {{quote(network)}} --store {{quote("store/" + file_name(absolute_path(network)))}} {{sources}} || [ $? -eq 1 ]

# Check submissions without storing anything: just check-submissions FILE...
[positional-arguments]
check-submissions +files:
    {{run}} check "$@"

# Look at a network before publication: just review [NETWORK] [DATE]; private pages and letters in review/NETWORK, DATE being the day by which letters ask for an answer
review network="data/demo" by="": (ingest network)
    {{run}} review --store {{quote("store/" + file_name(absolute_path(network)))}} --out {{quote("review/" + file_name(absolute_path(network)))}} --network {{quote(network)}} {{ if by == "" { "" } else { "--by " + quote(by) } }}

# Query a network's tables and marts: just sql "select * from coverage" [NETWORK]; without a query at a prompt
sql query="" network="data/demo":
    {{run}} sql --store {{quote("store/" + file_name(absolute_path(network)))}} {{ if query == "" { "" } else { quote(query) } }}

# Run every test that needs nothing from outside the repository
test:
    cargo test

# Open every kind of page in a real browser, also from right to left: accessibility, keyboard, search, widths, print; pictures stay in target/browser, and are left out with PICTURES=none
browser: browser-site
    tests/browser/install.sh
    tests/browser/turned.sh target/browser/root
    {{run}} --root target/browser/root report --no-briefs --store store/demo --out target/browser/turned --language ar
    node tests/browser/suite.js target/browser/site target/browser/pictures target/browser/turned

# Check the structure of every brief as PDF/UA asks (tags, titles, languages, tables, fonts, links), and that names can be copied; needs Python with venv
pdf-check: fonts browser-site
    test -x target/pdf/bin/python || python3 -m venv target/pdf
    target/pdf/bin/pip install --quiet "pikepdf>=10,<11" "pypdfium2>=5,<6"
    target/pdf/bin/python tests/pdf/check.py target/browser/site
    target/pdf/bin/python tests/pdf/names.py data/demo/cities.csv $(find target/browser/site -type d -name briefs)

# Compare the figures of every series wherever a site gives them: page, table, chart, CSV, open data, report in print; needs Python
figures-agree: browser-site
    test -x target/compare/bin/python || python3 -m venv target/compare
    target/compare/bin/pip install --quiet "pymupdf>=1.24"
    target/compare/bin/python tests/figures/agree.py target/browser/site 100

# Give the demonstration's open data to csvw, frictionless, pyshacl, DuckDB, pandas, polars and pyarrow, and measure what a query for one city reads; needs Python with venv
open-data-check: ingest
    {{run}} export --store store/demo --out target/open-data/demo
    test -x target/open-data/venv/bin/python || python3 -m venv target/open-data/venv
    target/open-data/venv/bin/pip install --quiet "csvw>=4,<5" "frictionless>=5,<6" "pyshacl>=0.30,<1" "datafusion>=55,<56" duckdb pandas pyarrow polars
    target/open-data/venv/bin/python tests/open_data/check.py target/open-data/demo

# Read the SDMX files of the demonstration, structure and data, with pysdmx and sdmx1; needs Python with venv
sdmx-check:
    test -x target/sdmx/venv/bin/python || python3 -m venv target/sdmx/venv
    target/sdmx/venv/bin/pip install --quiet "pysdmx[all]>=1.21,<2" "sdmx1>=2.28,<3" "pandas>=2"
    cargo test --test suite sdmx::files_for_other_programs -- --exact --ignored
    target/sdmx/venv/bin/python tests/sdmx/check.py target/sdmx/files

# Give workbooks of openpyxl and XlsxWriter, and filled forms in three languages, to `check --annotate`, and look at what comes back with openpyxl and, where it is installed, LibreOffice; needs Python with venv
annotate-check:
    cargo build --quiet
    test -x target/annotate/venv/bin/python || python3 -m venv target/annotate/venv
    target/annotate/venv/bin/pip install --quiet "openpyxl>=3.1,<4" "XlsxWriter>=3,<4" "odfpy>=1.4,<2"
    target/annotate/venv/bin/python tests/annotate/check.py target/debug/learning-cities target/annotate/files

# Compare text, numbers and link targets of every page, chart, CSV file and PDF of two built sites: just compare-sites OLD NEW
compare-sites old new:
    test -x target/compare/bin/python || python3 -m venv target/compare
    target/compare/bin/pip install --quiet "pymupdf>=1.24"
    target/compare/bin/python tests/compare/compare.py {{quote(old)}} {{quote(new)}}

# Run the tests of the server of the PostgreSQL protocol, which is compiled with what it rests on
test-serve:
    cargo test --features serve serve

# Let psql, psycopg, SQLAlchemy, ADBC, JDBC and R read a store over the PostgreSQL protocol: just serve-clients [NETWORK] [--source NAME=DIR]; needs Python with venv
serve-clients network="data/demo" *sources: (serve-store network sources)
    command -v psql >/dev/null || { apt-get update -q; apt-get install -y postgresql-client; }
    command -v java >/dev/null && test -e /usr/share/java/postgresql.jar || { apt-get update -q; apt-get install -y default-jdk-headless libpostgresql-jdbc-java; }
    command -v Rscript >/dev/null && test -e /usr/lib/R/site-library/RPostgreSQL || { apt-get update -q; apt-get install -y r-cran-rpostgresql; }
    target/serve/python/bin/python tests/serve/clients.py target/serve/learning-cities store/{{file_name(network)}}

# Give the server of the PostgreSQL protocol bad input, wrong passwords, clients that hang or die, and 50 connections at once: just serve-hostile [PART...]; needs Python with venv and openssl
serve-hostile *parts: (serve-store "data/demo")
    target/serve/python/bin/python tests/serve/hostile.py target/serve/learning-cities store/demo {{parts}}

[private]
serve-store network *sources:
    cargo build --features serve
    mkdir -p target/serve && cp target/debug/learning-cities target/serve/
    target/serve/learning-cities ingest --network {{quote(network)}} --store {{quote("store/" + file_name(network))}} {{sources}} || [ $? -eq 1 ]
    test -x target/serve/python/bin/python || python3 -m venv target/serve/python
    target/serve/python/bin/pip install --quiet "psycopg[binary]>=3.2,<4" "sqlalchemy>=2,<3" "adbc-driver-postgresql>=1.4" "pyarrow>=18"

[private]
browser-site: ingest
    {{run}} report --store store/demo --out target/browser/site --language en --language fr --language es

# Cut the power after every system call that changes a store, by a model of what a disk may keep; needs Python and strace
power-loss:
    command -v strace >/dev/null || apt-get install -y strace
    cargo build --quiet
    python3 tests/power/simulate.py target/debug/learning-cities . target/power

# Mutate inputs of every reader and watch what must always hold: just fuzz [MINUTES] [TARGET...]; what fails is kept in target/fuzz/TARGET/failures
fuzz minutes="2" *targets:
    FUZZ_MINUTES={{minutes}} FUZZ_ONLY={{quote(targets)}} cargo test --test suite fuzz::drive::drive -- --exact --ignored --nocapture

# Kill the program, fail its file operations and fill its disk while it writes: just faults [KILLS] [--no-reports]; 100 kills take 40 minutes of one core; needs Python
faults kills="100" *options:
    cargo build --features faults
    mkdir -p target/faults && cp target/debug/learning-cities target/faults/
    python3 tests/faults/faults.py target/faults/learning-cities {{kills}} {{options}}

# Put some 500 faults of more than 25 kinds into submissions and look whether check finds each: just seeded-faults [ROUNDS]
seeded-faults rounds="22":
    SEEDED_ROUNDS={{rounds}} cargo test --test suite seeded -- --nocapture

# Run the tests on real statistics, which stand in ../shared
real:
    cargo test --test real

# Format, lint and documentation, warnings refused
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# The same of the server of the PostgreSQL protocol, for which everything is checked once more
lint-serve:
    cargo clippy --all-targets --features serve -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --features serve

# Write the JSON Schemas of mappings and network.toml (docs/schema) and the keys in docs/mapping.md anew from the types
schemas:
    cargo test --test suite schemas::write -- --exact --ignored

# Check the mappings and networks in data against their JSON Schemas with taplo; needs Python with venv
check-schemas:
    test -x target/taplo/bin/python || python3 -m venv target/taplo
    target/taplo/bin/pip install --quiet "taplo>=0.9,<1"
    target/taplo/bin/taplo lint --schema "file://{{justfile_directory()}}/docs/schema/mapping.json" data/*/mappings/*.toml
    target/taplo/bin/taplo lint --schema "file://{{justfile_directory()}}/docs/schema/network.json" data/*/network.toml

# Lint the SQL of queries/ by .sqlfluff; needs Python with venv
lint-sql:
    test -x target/sqlfluff/bin/python || python3 -m venv target/sqlfluff
    target/sqlfluff/bin/pip install --quiet "sqlfluff>=4.5,<5"
    target/sqlfluff/bin/sqlfluff lint --disable-progress-bar queries

# Write the demonstration network anew
demo:
    {{run}} demo --cities 30 --cycles 5 --seed 1 --out data/demo

# Write the atlas of 5000 invented towns anew, with its tables, which the repository does not carry
atlas:
    {{run}} demo --shape atlas --cities 5000 --seed 1 --out data/atlas-demo

# Measure each stage, beside DuckDB, pandas and matplotlib: just bench [demo] [uk] [large] [huge]; `huge` (13 000 cities) takes half an hour
bench *sizes: bench-python
    PYTHON=target/oracles/bin/python cargo bench --bench stages -- {{sizes}}

# The marts of a store, and their SQL in DuckDB over the same Parquet files: just bench-duckdb STORE
bench-duckdb store: bench-python
    PYTHON=target/oracles/bin/python cargo bench --bench stages -- store {{store}}

# Measure memory and time of check and ingest for the worst files that are taken, and for some that are refused: just memory [NAME...]
memory *names:
    cargo build -q
    python3 tests/limits/memory.py target/debug/learning-cities {{names}}

[private]
bench-python:
    test -x target/oracles/bin/python || python3 -m venv target/oracles
    target/oracles/bin/pip install --quiet duckdb pandas pyarrow matplotlib "datacompy>=1,<2"

# Draw networks in which nothing changes and count what the methods find in them; keeps tests/fixtures/simulation.csv, which the methods page prints
simulate: (ingest "data/demo")
    test -x target/oracles/bin/python || python3 -m venv target/oracles
    target/oracles/bin/pip install --quiet numpy scipy pymannkendall polars
    {{run}} ingest --network data/uk-ons --store store/uk-ons --source uk-ons=../shared/open-data/uk-ons || [ $? -eq 1 ]
    target/oracles/bin/python tests/simulate/simulate.py target/debug/learning-cities demo=store/demo uk-ons=store/uk-ons --keep tests/fixtures/simulation.csv

# Compare what `diff` says of the demonstration, without and with its newest cycle, with what datacompy says; needs Python with venv
diff-oracle:
    rm -rf target/diff/network target/diff/store && mkdir -p target/diff
    cp -r data/demo target/diff/network
    rm -r target/diff/network/submissions/*-2024*
    {{run}} ingest --network target/diff/network --store target/diff/store || [ $? -eq 1 ]
    rm -r target/diff/network && cp -r data/demo target/diff/network
    {{run}} ingest --network target/diff/network --store target/diff/store || [ $? -eq 1 ]
    test -x target/diff/venv/bin/python || python3 -m venv target/diff/venv
    target/diff/venv/bin/pip install --quiet "datacompy>=1,<2" pandas pyarrow
    target/diff/venv/bin/python tests/diff/oracle.py target/debug/learning-cities target/diff/store

# Recompute what the tests compare with, and the results of a second program: none may differ
oracles: (ingest "data/demo")
    test -x target/oracles/bin/python || python3 -m venv target/oracles
    target/oracles/bin/pip install --quiet numpy scipy scikit-learn statsmodels pymannkendall polars pandas pyarrow openpyxl odfpy
    {{run}} ingest --network data/uk-ons --store store/uk-ons --source uk-ons=../shared/open-data/uk-ons || [ $? -eq 1 ]
    target/oracles/bin/python tests/oracles/recompute.py
    target/oracles/bin/python tests/oracles/movement.py target/debug/learning-cities store/demo store/uk-ons
    target/oracles/bin/python tests/oracles/peers.py target/debug/learning-cities store/demo store/uk-ons
    target/oracles/bin/python tests/oracles/coverage.py target/debug/learning-cities store/demo store/uk-ons
    target/oracles/bin/python tests/oracles/panel.py target/debug/learning-cities store/demo store/uk-ons
