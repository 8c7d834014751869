//! Tables that hold what a network says of itself and its cities.

use crate::model::schema::definition::Kind::{Float, Integer, Text, Truth};
use crate::model::schema::definition::TableDef;

pub(super) const CITIES: TableDef = TableDef {
    name: "cities",
    meaning: "the registry of member cities; one row a city",
    columns: &[
        ("city", Text, "city's id", false),
        ("name", Text, "name in Latin script", false),
        ("local_name", Text, "name in the city's own script", true),
        ("country", Text, "ISO 3166-1 alpha-3 code", false),
        ("region", Text, "UNESCO region", false),
        ("joined", Integer, "year it joined the network", true),
        (
            "baseline_year",
            Integer,
            "year from which it wants its progress measured: declared in a submission, else in the registry",
            true,
        ),
        ("fictional", Truth, "whether the city is invented", false),
    ],
};

pub(super) const CITY_CONTEXT: TableDef = TableDef {
    name: "city_context",
    meaning: "context of each city, from which peer groups are made; one row a city, variable and year",
    columns: &[
        ("city", Text, "city's id", false),
        ("year", Integer, "year of the value", false),
        ("variable", Text, "context variable", false),
        ("value", Float, "value in the variable's unit", false),
    ],
};

pub(super) const NETWORK: TableDef = TableDef {
    name: "network",
    meaning: "the network; a row for each language in which it has words of its own, the first for every other",
    columns: &[
        ("language", Text, "tag of the language, such as fr; empty in the first row", true),
        ("name", Text, "title of the network", false),
        ("fictional", Truth, "whether its cities are invented", false),
        ("about", Text, "what the network says of itself and its sources", false),
        ("collected", Truth, "whether its values were collected from published sources, and no city sent them", false),
    ],
};

pub(super) const SOURCES: TableDef = TableDef {
    name: "sources",
    meaning: "published sources that the network's mappings read; one row a source and what is said of it",
    columns: &[
        ("source", Text, "name of the source, as the mapping has it", false),
        ("about", Text, "who published it, under which licence", false),
    ],
};

pub(super) const PEER_VARIABLES: TableDef = TableDef {
    name: "peer_variables",
    meaning: "context variables that make a nearest peer group; one row a variable",
    columns: &[
        ("variable", Text, "context variable", false),
        ("title", Text, "as readers see it", false),
        ("unit", Text, "its unit", false),
        ("transform", Text, "none or log", false),
        ("weight", Float, "weight in the distance", false),
        ("max_age", Integer, "most years before the brief's cycle", false),
        ("position", Integer, "order in network.toml, from 1", false),
    ],
};

pub(super) const DEFINITIONS: TableDef = TableDef {
    name: "definitions",
    meaning: "definitions other than the catalogue's that values refer to; one row a definition and language",
    columns: &[
        ("definition", Text, "definition's id", false),
        ("measurement", Text, "measurement that it stands in for", false),
        ("language", Text, "tag of the language, such as fr; empty in the row for every other language", true),
        ("title", Text, "what the values measure, in place of the measurement's title", false),
        ("unit", Text, "unit of the values", false),
        ("price_base", Text, "prices of an amount of money: current, or constant and their year", true),
        ("low", Float, "least value that raises no question", true),
        ("high", Float, "greatest value that raises no question", true),
        ("note", Text, "how it differs from the catalogue's", true),
    ],
};

pub(super) const NAMED_GROUPS: TableDef = TableDef {
    name: "named_groups",
    meaning: "groups of cities that the network lists in its network.toml; one row a group and city",
    columns: &[
        ("name", Text, "the group's name: a scheme of peers", false),
        ("title", Text, "as readers see it", false),
        ("city", Text, "city's id", false),
    ],
};

pub(super) const CITY_GROUPS: TableDef = TableDef {
    name: "city_groups",
    meaning: "groups that the registry puts each city into, such as its state or province; one row a city and scheme",
    columns: &[
        ("city", Text, "city's id", false),
        ("scheme", Text, "scheme of groups: what stands behind group. in the column's name", false),
        ("name", Text, "the city's group", false),
    ],
};

pub(super) const GROUP_SCHEMES: TableDef = TableDef {
    name: "group_schemes",
    meaning: "what the registry's schemes of groups are called; one row a scheme and language",
    columns: &[
        ("scheme", Text, "scheme of groups", false),
        ("language", Text, "tag of the language, such as fr; empty in the row for every other language", true),
        ("title", Text, "as readers see it", false),
    ],
};

pub(super) const CORRECTIONS: TableDef = TableDef {
    name: "corrections",
    meaning: "what the network's analysts mended after the merge; one row a correction",
    columns: &[
        ("city", Text, "city's id", false),
        ("measurement", Text, "measurement's id", false),
        ("item", Text, "item or total", false),
        ("reference_year", Integer, "year that the value speaks of", false),
        ("action", Text, "drop, override, scale or flag", false),
        ("before", Float, "value before the correction; empty where the row carried none", true),
        ("after", Float, "value after it; empty where there is none", true),
        ("reason", Text, "why it was corrected", false),
        ("asked", Text, "who was asked; never published", false),
        ("date", Text, "day of the correction, ISO 8601", false),
        ("status_before", Text, "SDMX flags before the correction", false),
        ("status_after", Text, "SDMX flags after it; empty for a row left out", true),
        ("consent", Text, "public, aggregate_only or private: that of the row", false),
        ("cycle", Integer, "year of the brief that the row was sent for", false),
        ("submitted_on", Text, "date of the row's submission, ISO 8601", true),
        ("position", Integer, "order in which the corrections of one row are applied, from 1", false),
    ],
};
