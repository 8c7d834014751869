//! Tables that hold the catalogue, `data/framework`.

use crate::model::schema::definition::Kind::{Float, Integer, Text};
use crate::model::schema::definition::TableDef;

pub(super) const AREAS: TableDef = TableDef {
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
};

pub(super) const MEASUREMENTS: TableDef = TableDef {
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
};

pub(super) const MEASUREMENT_ITEMS: TableDef = TableDef {
    name: "measurement_items",
    meaning: "the 76 series that a city is asked for; one row a measurement and item",
    columns: &[
        ("measurement", Text, "measurement's id", false),
        ("item", Text, "item of its breakdown, or total", false),
        ("position", Integer, "place in the printed form, from 1", false),
    ],
};

pub(super) const STATUSES: TableDef = TableDef {
    name: "statuses",
    meaning: "SDMX observation statuses (CL_OBS_STATUS 2.2); one row a code",
    columns: &[
        ("code", Text, "one letter", false),
        ("title", Text, "its title", false),
        ("value", Text, "required, none or either: whether a value stands beside it", false),
        ("used_as", Text, "point, provisional (a point, and the result says so) or kept (never a point)", false),
        ("precedence", Integer, "1 for the flag that is exported first", false),
    ],
};

pub(super) const CODES: TableDef = TableDef {
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
};

pub(super) const MANN_KENDALL: TableDef = TableDef {
    name: "mann_kendall",
    meaning: "exact p of the Mann-Kendall test for few points without ties; one row a number of points and score",
    columns: &[
        ("n", Integer, "points, no two equal", false),
        ("s", Integer, "score without its sign: pairs that rise less pairs that fall", false),
        ("p", Float, "two-sided p: how likely so large a score is where values come in random order", false),
    ],
};

pub(super) const CONTEXT_BANDS: TableDef = TableDef {
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
};

pub(super) const CONSISTENCY_RULES: TableDef = TableDef {
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
};

pub(super) const SETTINGS: TableDef = TableDef {
    name: "settings",
    meaning: "thresholds in force; one row a setting",
    columns: &[
        ("name", Text, "setting's name", false),
        ("value", Float, "value in force", false),
        ("default_value", Float, "value where the network says nothing", false),
        ("meaning", Text, "what it does", false),
    ],
};
