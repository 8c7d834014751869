//! The tables of a snapshot: their columns, types and meanings, in one place for the writer, the engine and the data page.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

/// A table of the store.
#[derive(Debug)]
pub struct TableDef {
    /// Its name in SQL and its file's name.
    pub name: &'static str,
    /// What it holds, and its grain.
    pub meaning: &'static str,
    /// Columns in order: name, type, meaning, whether it may be null.
    pub columns: &'static [(&'static str, Kind, &'static str, bool)],
}

/// The types that a column may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// 64-bit integer.
    Integer,
    /// 64-bit float, always finite.
    Float,
    /// Boolean.
    Truth,
}

impl TableDef {
    /// Its Arrow schema.
    pub fn schema(&self) -> SchemaRef {
        let field = |&(name, kind, _, nullable): &(&str, Kind, &str, bool)| {
            let data_type = match kind {
                Kind::Text => DataType::Utf8,
                Kind::Integer => DataType::Int64,
                Kind::Float => DataType::Float64,
                Kind::Truth => DataType::Boolean,
            };
            Field::new(name, data_type, nullable)
        };
        Arc::new(Schema::new(self.columns.iter().map(field).collect::<Vec<_>>()))
    }
}

/// The table of that name.
pub fn table(name: &str) -> Option<&'static TableDef> {
    TABLES.iter().find(|t| t.name == name)
}

/// Every table of a snapshot.
pub static TABLES: &[TableDef] = {
    use Kind::{Float, Integer, Text, Truth};
    &[
        TableDef {
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
        },
        TableDef {
            name: "city_context",
            meaning: "context of each city, from which peer groups are made; one row a city, variable and year",
            columns: &[
                ("city", Text, "city's id", false),
                ("year", Integer, "year of the value", false),
                ("variable", Text, "context variable", false),
                ("value", Float, "value in the variable's unit", false),
            ],
        },
        TableDef {
            name: "areas",
            meaning: "the 12 areas of focus; one row an area",
            columns: &[
                ("area", Text, "number of the area, 1.1 to 3.3", false),
                ("area_title", Text, "its title", false),
                ("dimension", Integer, "1 wider benefits, 2 building blocks, 3 fundamental conditions", false),
                ("dimension_title", Text, "title of the dimension", false),
                ("part_of_figure", Text, "pediment, column or step of Figure 1 of the Guiding Documents", false),
                ("commitment", Integer, "commitment of the Beijing Declaration that it answers to", false),
            ],
        },
        TableDef {
            name: "measurements",
            meaning: "the 60 measurements; one row a measurement",
            columns: &[
                ("measurement", Text, "measurement's id", false),
                ("dimension", Integer, "dimension", false),
                ("area", Text, "area of focus", false),
                ("feature", Text, "key feature", false),
                ("feature_title", Text, "its title", false),
                ("measurement_title", Text, "the measurement's title", false),
                ("sources", Text, "accepted source kinds, separated by |", false),
                ("scale", Text, "percent, rating, rate, ratio, amount or count", false),
                ("unit", Text, "unit of the values", false),
                ("breakdown", Text, "what the items are, none where there is one", false),
                ("items", Text, "series expected, separated by |", false),
                ("direction", Text, "up, down, parity or none", false),
                (
                    "min_change",
                    Float,
                    "smallest whole change called movement: points for percent and rating, a fraction for the rest",
                    false,
                ),
                ("possible_min", Float, "least value that can exist", true),
                ("possible_max", Float, "greatest value that can exist", true),
                ("plausible_min", Float, "least value that raises no question", true),
                ("plausible_max", Float, "greatest value that raises no question", true),
                ("meaning", Text, "what it means", false),
            ],
        },
        TableDef {
            name: "measurement_items",
            meaning: "the 76 series that a city is asked for; one row a measurement and item",
            columns: &[
                ("measurement", Text, "measurement's id", false),
                ("item", Text, "item of its breakdown, or total", false),
                ("position", Integer, "place in the printed form, from 1", false),
            ],
        },
        TableDef {
            name: "statuses",
            meaning: "SDMX observation statuses (CL_OBS_STATUS 2.2); one row a code",
            columns: &[
                ("code", Text, "one letter", false),
                ("title", Text, "its title", false),
                ("value", Text, "required, none or either: whether a value stands beside it", false),
                (
                    "used_as",
                    Text,
                    "point, provisional (a point, and the result says so) or kept (never a point)",
                    false,
                ),
                ("precedence", Integer, "1 for the flag that is exported first", false),
            ],
        },
        TableDef {
            name: "codes",
            meaning: "every movement, certainty, reason, mark, standing, target status, trend, gap, consistency check and correction, in words; one row a kind and code",
            columns: &[
                (
                    "kind",
                    Text,
                    "movement, certainty, reason, mark, standing, target, trend, gap, consistency or correction",
                    false,
                ),
                ("code", Text, "code in the marts", false),
                ("label", Text, "a few words for a table or a legend", false),
                ("sentence", Text, "a sentence for a page", false),
            ],
        },
        TableDef {
            name: "mann_kendall",
            meaning: "exact p of the Mann-Kendall test for few points without ties; one row a number of points and score",
            columns: &[
                ("n", Integer, "points, no two equal", false),
                ("s", Integer, "score without its sign: pairs that rise less pairs that fall", false),
                (
                    "p",
                    Float,
                    "two-sided p: how likely so large a score is where values come in random order",
                    false,
                ),
            ],
        },
        TableDef {
            name: "context_bands",
            meaning: "bands of context variables that make income and size groups; one row a band",
            columns: &[
                ("scheme", Text, "income or size", false),
                ("position", Integer, "place among the scheme's bands, from 1", false),
                ("band", Text, "the group, as readers see it", false),
                ("variable", Text, "context variable", false),
                ("least", Float, "least value that belongs to it", false),
                ("below", Float, "value from which on it no longer does; empty for no upper end", true),
            ],
        },
        TableDef {
            name: "consistency_rules",
            meaning: "what the consistency checks compare, and with which bounds; one row a rule and measurement",
            columns: &[
                ("rule", Text, "parts or schooling", false),
                ("measurement", Text, "measurement in question", false),
                ("beside", Text, "measurement that it is set beside", true),
                ("least", Float, "least value that raises no question", true),
                ("most", Float, "greatest value that raises no question", true),
                ("meaning", Text, "what is compared", false),
            ],
        },
        TableDef {
            name: "settings",
            meaning: "thresholds in force; one row a setting",
            columns: &[
                ("name", Text, "setting's name", false),
                ("value", Float, "value in force", false),
                ("default_value", Float, "value where the network says nothing", false),
                ("meaning", Text, "what it does", false),
            ],
        },
        TableDef {
            name: "network",
            meaning: "the network; a row for each language in which it has words of its own, the first for every other",
            columns: &[
                ("language", Text, "tag of the language, such as fr; empty in the first row", true),
                ("name", Text, "title of the network", false),
                ("fictional", Truth, "whether its cities are invented", false),
                ("about", Text, "what the network says of itself and its sources", false),
                (
                    "collected",
                    Truth,
                    "whether its values were collected from published sources, and no city sent them",
                    false,
                ),
            ],
        },
        TableDef {
            name: "sources",
            meaning: "published sources that the network's mappings read; one row a source and what is said of it",
            columns: &[
                ("source", Text, "name of the source, as the mapping has it", false),
                ("about", Text, "who published it, under which licence", false),
            ],
        },
        TableDef {
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
        },
        TableDef {
            name: "definitions",
            meaning: "definitions other than the catalogue's that values refer to; one row a definition and language",
            columns: &[
                ("definition", Text, "definition's id", false),
                ("measurement", Text, "measurement that it stands in for", false),
                (
                    "language",
                    Text,
                    "tag of the language, such as fr; empty in the row for every other language",
                    true,
                ),
                ("title", Text, "what the values measure, in place of the measurement's title", false),
                ("unit", Text, "unit of the values", false),
                ("price_base", Text, "prices of an amount of money: current, or constant and their year", true),
                ("low", Float, "least value that raises no question", true),
                ("high", Float, "greatest value that raises no question", true),
                ("note", Text, "how it differs from the catalogue's", true),
            ],
        },
        TableDef {
            name: "named_groups",
            meaning: "groups of cities that the network lists in its network.toml; one row a group and city",
            columns: &[
                ("name", Text, "the group's name: a scheme of peers", false),
                ("title", Text, "as readers see it", false),
                ("city", Text, "city's id", false),
            ],
        },
        TableDef {
            name: "city_groups",
            meaning: "groups that the registry puts each city into, such as its state or province; one row a city and scheme",
            columns: &[
                ("city", Text, "city's id", false),
                ("scheme", Text, "scheme of groups: what stands behind group. in the column's name", false),
                ("name", Text, "the city's group", false),
            ],
        },
        TableDef {
            name: "group_schemes",
            meaning: "what the registry's schemes of groups are called; one row a scheme and language",
            columns: &[
                ("scheme", Text, "scheme of groups", false),
                (
                    "language",
                    Text,
                    "tag of the language, such as fr; empty in the row for every other language",
                    true,
                ),
                ("title", Text, "as readers see it", false),
            ],
        },
        TableDef {
            name: "submissions",
            meaning: "files received in this snapshot; one row a file",
            columns: &[
                ("submission", Text, "first 16 hexadecimal digits of the file's SHA-256", false),
                ("file", Text, "path in the network folder, or NAME:path for a source", false),
                (
                    "kind",
                    Text,
                    "workbook, observations, city, targets, practices, mapping, or other for a file that nobody reads",
                    false,
                ),
                ("sha256", Text, "SHA-256 of its bytes; its name in the archive", false),
                ("rows_read", Integer, "rows read, header not counted", false),
                ("accepted", Integer, "rows that went in", false),
                ("rejected", Integer, "rows refused, each in `rejected`", false),
                ("filtered", Integer, "rows that the mapping leaves out", false),
            ],
        },
        TableDef {
            name: "observations",
            meaning: "merged rows; one row a city, measurement, item and reference year",
            columns: &[
                ("city", Text, "city's id", false),
                ("cycle", Integer, "year of the first brief for which the value was sent", false),
                ("measurement", Text, "measurement's id", false),
                ("item", Text, "item or total", false),
                ("reference_year", Integer, "year that the value speaks of", false),
                ("value", Float, "value in the measurement's unit; empty where the status carries none", true),
                ("ci_lower", Float, "lower end of its 95 % interval", true),
                ("ci_upper", Float, "upper end of its 95 % interval", true),
                ("sample_size", Integer, "respondents of the survey", true),
                ("design_effect", Float, "design effect that the survey declares", true),
                ("ratings", Text, "each reviewer's rating, as 3|4|4", true),
                ("source", Text, "official, survey or expert", false),
                ("status", Text, "SDMX flags, strongest first, separated by |", false),
                ("consent", Text, "public, aggregate_only or private", false),
                (
                    "definition",
                    Text,
                    "id of the value's own definition, in `definitions`; empty for the catalogue's, or where status D alone says that it differs",
                    true,
                ),
                ("price_base", Text, "prices of an amount of money: current, or constant and their year", true),
                ("note", Text, "the city's note", true),
                ("submission", Text, "submission the row came in", false),
            ],
        },
        TableDef {
            name: "observation_history",
            meaning: "every accepted row, superseded ones too; one row a received row",
            columns: &[
                ("city", Text, "city's id", false),
                ("cycle", Integer, "year of the brief that the value was sent for", false),
                ("measurement", Text, "measurement's id", false),
                ("item", Text, "item or total", false),
                ("reference_year", Integer, "year that the value speaks of", false),
                ("value", Float, "value in the measurement's unit", true),
                ("ci_lower", Float, "lower end of its 95 % interval", true),
                ("ci_upper", Float, "upper end of its 95 % interval", true),
                ("sample_size", Integer, "respondents of the survey", true),
                ("design_effect", Float, "design effect that the survey declares", true),
                ("ratings", Text, "each reviewer's rating", true),
                ("source", Text, "official, survey or expert", false),
                ("status", Text, "SDMX flags, strongest first, separated by |", false),
                ("consent", Text, "public, aggregate_only or private", false),
                (
                    "definition",
                    Text,
                    "id of the value's own definition, in `definitions`; empty for the catalogue's, or where status D alone says that it differs",
                    true,
                ),
                ("price_base", Text, "prices of an amount of money: current, or constant and their year", true),
                ("note", Text, "the city's note", true),
                ("submission", Text, "submission the row came in", false),
                ("agency", Text, "who ran the survey", true),
                ("evidence", Text, "report that experts reviewed", true),
                ("submitted_on", Text, "day of the submission, or day and time, ISO 8601", true),
                ("sheet", Text, "sheet, for workbooks", true),
                ("line", Integer, "line in the file or sheet, from 1", false),
                (
                    "current",
                    Truth,
                    "whether this row is the one in `observations`, there as `corrections` left it",
                    false,
                ),
                (
                    "conflict",
                    Truth,
                    "whether another row of the same instant says otherwise of its series and year, so that neither is used",
                    false,
                ),
                (
                    "first_cycle",
                    Integer,
                    "first cycle in which its series and year came with this value: the one that it counts for in the coverage",
                    false,
                ),
                ("from_cycle", Integer, "first cycle whose brief uses this row; empty where none does", true),
                (
                    "until_cycle",
                    Integer,
                    "first later cycle whose brief uses a newer row in its place; empty where none does",
                    true,
                ),
            ],
        },
        TableDef {
            name: "targets",
            meaning: "targets that cities set themselves; one row a city, measurement and item",
            columns: &[
                ("city", Text, "city's id", false),
                ("measurement", Text, "measurement's id", false),
                ("item", Text, "item or total", false),
                ("year", Integer, "year by which", true),
                ("value", Float, "value aimed at, in the measurement's unit", false),
                ("consent", Text, "public, aggregate_only or private", false),
                ("submission", Text, "submission the row came in", false),
            ],
        },
        TableDef {
            name: "practices",
            meaning: "practices that cities describe; one row a city, feature and title",
            columns: &[
                ("city", Text, "city's id", false),
                ("feature", Text, "key feature", false),
                ("title", Text, "title of the practice", false),
                ("summary", Text, "what was done, in the city's words", true),
                ("link", Text, "where to read more", true),
                ("consent", Text, "public, aggregate_only or private", false),
                ("submission", Text, "submission the row came in", false),
            ],
        },
        TableDef {
            name: "declarations",
            meaning: "features that a city asks help with (priority) or offers help in (expertise), from its newest submission; one row a city, role and feature",
            columns: &[
                ("city", Text, "city's id", false),
                ("role", Text, "priority or expertise", false),
                ("feature", Text, "key feature", false),
                ("consent", Text, "public, aggregate_only or private", false),
                ("submission", Text, "submission the row came in", false),
            ],
        },
        TableDef {
            name: "target_history",
            meaning: "every accepted target, superseded ones too; one row a received row",
            columns: &[
                ("city", Text, "city's id", false),
                ("measurement", Text, "measurement's id", false),
                ("item", Text, "item or total", false),
                ("year", Integer, "year by which", true),
                ("value", Float, "value aimed at, in the measurement's unit", false),
                ("consent", Text, "public, aggregate_only or private", false),
                ("submission", Text, "submission the row came in", false),
                ("submitted_on", Text, "day of the submission, or day and time, ISO 8601", true),
                ("current", Truth, "whether this row is the one in `targets`", false),
            ],
        },
        TableDef {
            name: "practice_history",
            meaning: "every accepted practice, superseded ones too; one row a received row",
            columns: &[
                ("city", Text, "city's id", false),
                ("feature", Text, "key feature", false),
                ("title", Text, "title of the practice", false),
                ("summary", Text, "what was done, in the city's words", true),
                ("link", Text, "where to read more", true),
                ("consent", Text, "public, aggregate_only or private", false),
                ("submission", Text, "submission the row came in", false),
                ("submitted_on", Text, "day of the submission, or day and time, ISO 8601", true),
                ("current", Truth, "whether this row is the one in `practices`", false),
            ],
        },
        TableDef {
            name: "declaration_history",
            meaning: "every accepted declaration, and the baseline year that the registry gives; one row a declaration, and one a city with a year in the registry",
            columns: &[
                ("city", Text, "city's id", false),
                ("cycle", Integer, "year of the brief that was declared for; empty for the registry's row", true),
                ("submitted_on", Text, "day of the submission, or day and time, ISO 8601", true),
                (
                    "consent",
                    Text,
                    "public, aggregate_only or private: what governs the cycle now, by its newest declaration",
                    false,
                ),
                (
                    "declared_consent",
                    Text,
                    "consent as this declaration states it; empty where it states none",
                    true,
                ),
                (
                    "consent_for",
                    Text,
                    "what the stated consent is meant for: all cycles declared before, or this cycle; empty where it is not said",
                    true,
                ),
                ("baseline_year", Integer, "year from which progress is to be measured", true),
                ("priorities", Text, "key features that help is asked with, separated by |", true),
                ("expertise", Text, "key features that help is offered in, separated by |", true),
                ("submission", Text, "submission the row came in; empty for the registry's row", true),
            ],
        },
        TableDef {
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
        },
        TableDef {
            name: "rejected",
            meaning: "rows and files refused, with their raw text; one row a refused row or file",
            columns: &[
                ("file", Text, "as in `submissions`", false),
                ("sheet", Text, "sheet, for workbooks", true),
                ("line", Integer, "line, none for a whole file", true),
                ("codes", Text, "codes of the findings, separated by |", false),
                ("raw", Text, "the row as it came, cells separated by tabs", true),
            ],
        },
        TableDef {
            name: "findings",
            meaning: "what the checks at ingest found; one row a finding",
            columns: &[
                ("code", Text, "stable code of the check", false),
                ("severity", Text, "error or warning", false),
                ("file", Text, "as in `submissions`", false),
                ("sheet", Text, "sheet, for workbooks", true),
                ("line", Integer, "line", true),
                ("column", Text, "column's name", true),
                ("cell", Text, "cell, for workbooks: E14", true),
                ("city", Text, "city, where known", true),
                ("measurement", Text, "measurement, where known", true),
                ("item", Text, "item, where known", true),
                ("found", Text, "the cell as it came", true),
                ("message", Text, "what was found and what to do", false),
            ],
        },
    ]
};
