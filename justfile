# Everything below runs the everyday build; `just run="cargo run -q --release --" ...` takes the optimized one.
run := "cargo run -q --"

# List the recipes
_default:
    @just --list --unsorted

# Publish a network: just build-report [NETWORK] [CYCLE] [--source NAME=DIR]
build-report network="data/demo" cycle="" *sources: (ingest network sources)
    {{run}} report --store store/{{file_name(network)}} --out out/{{file_name(network)}} {{ if cycle == "" { "" } else { "--cycle " + cycle } }}

# Read a network into its store; faulty rows are listed and do not stop the rest
ingest network="data/demo" *sources:
    {{run}} ingest --network {{network}} --store store/{{file_name(network)}} {{sources}} || [ $? -eq 1 ]

# Check submissions without storing anything: just check-submissions FILE...
check-submissions +files:
    {{run}} check {{files}}

# Query a network's tables and marts: just sql "select * from coverage" [NETWORK]
sql query network="data/demo":
    {{run}} sql --store store/{{file_name(network)}} {{quote(query)}}

# Run every test that needs nothing from outside the repository
test:
    cargo test

# Run the tests on real statistics, which stand in ../shared
real:
    cargo test --test real

# Format, lint and documentation, warnings refused
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Write the demonstration network anew
demo:
    {{run}} demo --cities 30 --cycles 5 --seed 1 --out data/demo

# Measure each stage, beside pandas, DuckDB and matplotlib where they are installed
bench *networks:
    cargo bench --bench stages -- {{networks}}
