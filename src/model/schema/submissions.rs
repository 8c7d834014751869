//! Tables that hold what cities sent, and what was found in it.

use crate::model::schema::definition::Kind::{Float, Integer, Text, Truth};
use crate::model::schema::definition::TableDef;

pub(super) const SUBMISSIONS: TableDef = TableDef {
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
};

pub(super) const OBSERVATIONS: TableDef = TableDef {
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
};

pub(super) const OBSERVATION_HISTORY: TableDef = TableDef {
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
        ("current", Truth, "whether this row is the one in `observations`, there as `corrections` left it", false),
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
};

pub(super) const TARGETS: TableDef = TableDef {
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
};

pub(super) const PRACTICES: TableDef = TableDef {
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
};

pub(super) const DECLARATIONS: TableDef = TableDef {
    name: "declarations",
    meaning: "features that a city asks help with (priority) or offers help in (expertise), from its newest submission; one row a city, role and feature",
    columns: &[
        ("city", Text, "city's id", false),
        ("role", Text, "priority or expertise", false),
        ("feature", Text, "key feature", false),
        ("consent", Text, "public, aggregate_only or private", false),
        ("submission", Text, "submission the row came in", false),
    ],
};

pub(super) const TARGET_HISTORY: TableDef = TableDef {
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
};

pub(super) const PRACTICE_HISTORY: TableDef = TableDef {
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
};

pub(super) const DECLARATION_HISTORY: TableDef = TableDef {
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
        ("declared_consent", Text, "consent as this declaration states it; empty where it states none", true),
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
};

pub(super) const REJECTED: TableDef = TableDef {
    name: "rejected",
    meaning: "rows and files refused, with their raw text; one row a refused row or file",
    columns: &[
        ("file", Text, "as in `submissions`", false),
        ("sheet", Text, "sheet, for workbooks", true),
        ("line", Integer, "line, none for a whole file", true),
        ("codes", Text, "codes of the findings, separated by |", false),
        ("raw", Text, "the row as it came, cells separated by tabs", true),
    ],
};

pub(super) const FINDINGS: TableDef = TableDef {
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
};
