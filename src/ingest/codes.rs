//! Every check at ingest in one place: its stable code, how grave it is, and what it means. Checks across the data say
//! theirs in `queries/checks`.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::base::text::is_snake_case;
use crate::model::vocabulary::Severity;

/// A check.
#[derive(Debug)]
pub struct Code {
    /// Stable, in snake case.
    pub code: &'static str,
    /// Error: its row or file is refused, or not used. Warning: it goes in.
    pub severity: Severity,
    /// What it means, in a sentence.
    pub meaning: &'static str,
}

/// The check of that code.
pub fn find(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|c| c.code == code)
}

const fn error(code: &'static str, meaning: &'static str) -> Code {
    Code { code, severity: Severity::Error, meaning }
}

const fn warning(code: &'static str, meaning: &'static str) -> Code {
    Code { code, severity: Severity::Warning, meaning }
}

/// All checks at ingest: of a file, of its header, of a row, across rows.
pub static CODES: &[Code] = &[
    // The file as a whole.
    error("file_kind", "the file is of no format that is read, or it is a link"),
    error("file_empty", "the file has no bytes, or no header"),
    error("file_unreadable", "the file or folder cannot be read"),
    error("file_changed", "the file changed while it was being read"),
    error("too_many_rows", "the file has more rows than are read of one file"),
    error("reader_fault", "the program stopped at the file, which is a fault of the program"),
    error("file_too_large", "the file is larger than any submission can be"),
    error("file_binary", "the file has zero bytes and is no text"),
    error("file_encoding", "the file is no UTF-8 text"),
    error("not_text", "a mapped file is not text of the encoding that the mapping names"),
    error("not_mapped", "the mapping does not know the file, or cannot reshape it"),
    error("no_lookup", "a table that a mapping looks up could not be read, so the file that needs it is not"),
    error("lookup_twice", "a key stands twice in a table that a mapping looks up"),
    error("line_too_long", "a row is longer than any row can be"),
    error(
        "unclosed_quote",
        "a quotation mark opens and does not close where it should, so the rows after it cannot be told apart",
    ),
    error("workbook_broken", "the file is no workbook of its format, or a damaged one"),
    error("workbook_too_large", "the workbook holds more than any submission needs"),
    error("missing_sheet", "the workbook has no sheet of observations, or not the one sheet that a mapping names"),
    error("hidden_sheet", "a sheet that would be read is hidden"),
    error("sheet_twice", "the workbook has two sheets of one name"),
    warning("unknown_sheet", "a sheet of the workbook was not read"),
    warning("no_rows", "the file has a header and no rows"),
    warning("duplicate_file", "the same file came twice"),
    // The header.
    error("missing_column", "a required column is missing"),
    error("unknown_column", "a column is not one of those a submission has"),
    error("double_column", "a column stands twice"),
    error("row_above_header", "a row of a sheet that is filled in, even in part, is above its header"),
    // A row.
    error("formula_without_result", "a cell holds a formula and the file does not hold its result"),
    error("percent_format", "a cell is in per cent format, so it holds a hundredth of what it shows"),
    error("thousands_format", "the format of a cell shows a thousandth, or less, of what it holds"),
    error("merged_cells", "a cell is merged with others"),
    warning("cell_outside", "filled cells stand in columns without a name or too far right, and were not read"),
    warning("entry_not_read", "cells of a form that only show what was sent before were filled in, and were not read"),
    warning("form_text_changed", "the text of a form next to an entry is not what the form asks there"),
    warning("row_not_read", "a row below those of a form names a series and has no entry, and was not read"),
    warning("struck_out", "cells that are struck out, or in part, hold entries, which were read"),
    warning("cell_comment", "cells have comments, which were not read"),
    warning("hidden_cells", "rows or columns of a sheet that are not shown hold entries, which were read"),
    error("too_many_cells", "a row has more cells than the header has columns"),
    error("row_cut_off", "the file ends within its last row"),
    warning("may_be_cut_off", "the last line of a mapped table has no end, so its last cell may be cut off"),
    warning("nothing_kept", "a mapping leaves out every row of a table"),
    error("mapping_feeds_nothing", "of the tables that a mapping reads nothing was accepted"),
    error("nothing_accepted", "nothing of any file was accepted"),
    error("wrong_width", "a row of a mapped table has more or fewer cells than its header"),
    warning("registry_differs", "mapped tables describe a city in two ways; the first is used"),
    warning(
        "note_is_number",
        "a note, an agency or evidence holds a number and nothing else, as after a decimal comma",
    ),
    warning(
        "perhaps_decimal_comma",
        "a sample size or a design effect is as the digits after a decimal comma would be",
    ),
    error("thousands_mark", "a sample size is written with a sign that may set thousands apart"),
    warning(
        "perhaps_thousands",
        "a number has three decimals where a whole one is usual, as after a sign between thousands",
    ),
    warning("all_fractions", "every percentage of a file is 1 or less, as fractions of one would be"),
    warning("series_of_fractions", "every percentage of a series in a file is 1 or less, as fractions of one would be"),
    error("other_structure", "an SDMX-CSV file is of another structure, or another version of it, than is read here"),
    warning("merge_replaces", "an SDMX-CSV row asks to be merged with what was sent before, and replaces it"),
    error("bad_action", "an SDMX-CSV row asks for a deletion, or for no action that there is"),
    error("bad_frequency", "an SDMX-CSV row is not of a year"),
    error("bad_unit_multiplier", "the unit multiplier of an SDMX-CSV row is no power of ten"),
    error("unit_differs", "the unit of an SDMX-CSV row is not that of its measurement or definition"),
    error("missing_cell", "a cell that must be filled is empty"),
    error("unknown_city", "the city is not in the registry"),
    error("unknown_measurement", "the measurement is not in the catalogue"),
    error("unknown_item", "the measurement has no such item"),
    error("missing_item", "the measurement has a breakdown and the item is empty"),
    error("unknown_source", "the source is none of official, survey, expert"),
    error("missing_source", "the measurement accepts several sources and none is given"),
    error("source_not_listed", "the measurement does not accept that source"),
    warning(
        "source_differs",
        "the measurement does not accept that source, and status D says that the definition differs",
    ),
    error("unknown_status", "the status is not in CL_OBS_STATUS"),
    error("unknown_definition", "the definition is not in definitions.csv"),
    error("definition_mismatch", "the definition is one of another measurement"),
    warning(
        "own_definition",
        "status D without a definition: the city's own definition, compared with no other city's",
    ),
    error("bad_price_base", "the price base is neither current nor constant with its year"),
    error("price_base_unfit", "a price base is given for a percentage or a rating"),
    error("price_base_differs", "the price base is not that of the definition"),
    warning("no_logarithm", "a context value of zero or less belongs to a variable that is compared by logarithms"),
    error("no_price_index", "an amount is to be put at constant prices and the context has no price index for it"),
    warning("no_price_base", "an amount of money comes without its price base"),
    error("not_made", "a mapping cannot work a value out of the cells of a row, or of the rows that are its parts"),
    error("not_a_number", "a cell that must hold a number does not"),
    error("not_a_year", "a cell that must hold a year between 1900 and 2100 does not"),
    error("bad_sample_size", "the sample size is not a whole number above zero"),
    error("bad_design_effect", "the design effect is not above zero"),
    error("bad_ratings", "the reviewers' ratings are not ratings separated by |"),
    error("ratings_not_median", "the value is not the median of the reviewers' ratings"),
    error("below_possible", "the value is below the least that can exist"),
    error("above_possible", "the value is above the greatest that can exist"),
    warning("below_plausible", "the value is below what is plausible"),
    warning("above_plausible", "the value is above what is plausible"),
    error("year_after_cycle", "the year lies after the cycle"),
    warning("old_reference_year", "the reference year lies long before the cycle"),
    error("interval_incomplete", "only one end of the interval is given"),
    error("interval_outside", "the interval does not hold its value"),
    warning("interval_without_width", "the two ends of the interval are equal"),
    warning("interval_beyond_possible", "an end of the interval is a value that cannot exist"),
    warning("low_design_effect", "the design effect is below 1"),
    error("value_with_status", "a value stands beside a status that carries none"),
    error("missing_value", "there is no value and no status that says why"),
    error("text_too_long", "a text is longer than fits on a page"),
    warning("control_characters", "a text has characters that cannot be printed; they are taken out"),
    error("bad_date", "a date is not a day written as 2024-05-31, or a day and time as 2024-05-31T15:30"),
    warning("implausible_date", "the day of a submission lies too far from its cycle to be right"),
    error("bad_consent", "consent is none of public, aggregate_only, private"),
    error("unknown_feature", "the key feature is not in the catalogue"),
    warning("unknown_declared_feature", "a declared priority or expertise is not in the catalogue; it is left out"),
    warning("bad_email", "the contact's e-mail address is none; it is left out"),
    warning("unknown_language", "a language tag is not known; it is left out"),
    warning("unknown_time_zone", "the time zone is neither a name of the IANA database nor an offset; it is left out"),
    warning("bad_contact_consent", "contact_consent is none of public, secretariat, none; it counts as none"),
    warning("no_contact_consent", "a contact is given and nothing is said of its consent; nothing of it is published"),
    warning("unknown_quality", "the quality is none of measured, survey, register, estimate, unknown; it is left out"),
    warning("no_verifier", "verified_by names the city itself or nobody; it is left out"),
    warning("unknown_cost_band", "the cost band is none of low, medium, high; it is left out"),
    warning("started_after_cycle", "a practice began after the cycle that it was sent for; the year is left out"),
    warning("target_without_year", "a target has no year, so its pace cannot be judged"),
    warning("target_year_past", "a target's year does not lie after the cycle that it was sent for"),
    warning("line_break", "a name or title runs over more than one line; it is put on one"),
    error("bad_link", "a link is no web address, or one that hides where it leads"),
    error("bad_position", "a city's longitude and latitude are no place on land or sea that a map can show"),
    error("bad_city_id", "a city's id cannot name files and pages"),
    error("unknown_country", "the country is no ISO 3166-1 alpha-3 code"),
    error("unknown_region", "the region is none of UNESCO's five"),
    // Across rows.
    error("series_conflict", "one series and year stands twice in a file with different values"),
    error("declaration_conflict", "a file declares the same city and cycle twice in different ways"),
    warning("duplicate_row", "the same row came twice"),
    error(
        "conflict_between_files",
        "two files of the same day or time disagree on one series and year, one target or one practice; neither is used",
    ),
    warning(
        "row_without_day",
        "a row has no day of sending and differs from one of another file, which is used instead",
    ),
    warning(
        "row_without_time",
        "a row has a day of sending and no time, and differs from one with a time of that day, which is used instead",
    ),
    error("context_conflict", "two mapped tables give one city, year and variable different values; neither is used"),
    error("no_peer_values", "mapped tables are to give a peer variable, and no value of them can be used"),
    warning(
        "variable_like_another",
        "a variable of the context is written nearly as a peer variable, and is not compared by",
    ),
    warning("group_like_another", "two groups of one scheme differ by case or spaces only"),
    warning("target_replaced", "a newer target of the same series says otherwise and is used"),
    warning("no_declaration", "values, targets or practices came without a declaration, so they stay private"),
    warning("no_consent", "a declaration gives no consent, so its values stay private"),
    warning(
        "consent_unclear",
        "a consent differs from an earlier cycle's and consent_for does not say whether it is meant for that cycle too",
    ),
    warning("wider_consent", "a consent is wider than one that another file of the same city gave before"),
    warning(
        "declaration_held",
        "a declaration that lets less be seen is in no file any longer; it holds until the city makes a newer one",
    ),
    warning(
        "consent_without_day",
        "a consent has no day and differs from another one of the city; the narrower of the two holds",
    ),
    warning(
        "declarations_differ",
        "two declarations of one city differ and their days do not say which of them is the newer",
    ),
    warning("bad_consent_for", "consent_for is neither all nor cycle"),
    warning("values_replaced", "a newer file replaces most of the values that a city had sent before"),
    warning("other_city", "a file's name is another city's than its rows"),
    error("story_not_public", "a story of the annual brief is about a city without public results; it is left out"),
    error(
        "story_without_practice",
        "a story of the annual brief names a practice that its city has not described in public; it is left out",
    ),
    warning("nothing_new", "nothing is new since an earlier cycle"),
];

/// What stands for a question of [`crate::consistency`] until its check says its code.
pub static QUESTION: Code = warning("question", "a check across the data questions a value");

/// The code of a question, which the header of a check in `queries/checks` names; none where it is a listed one or not
/// in snake case. Codes live as long as the program, so each is kept once.
pub fn of_question(code: &str) -> Option<&'static str> {
    static CODES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    if find(code).is_some() || !is_snake_case(code) {
        return None;
    }
    let mut codes = CODES.lock().unwrap_or_else(PoisonError::into_inner);
    let known = codes.get(code).copied();
    Some(known.unwrap_or_else(|| {
        let code: &'static str = code.to_string().leak();
        codes.insert(code);
        code
    }))
}

#[cfg(test)]
mod tests {
    use super::of_question;

    #[test]
    fn a_question_has_a_code_of_its_own() {
        assert_eq!((of_question("jump"), of_question("jump")), (Some("jump"), Some("jump")));
        assert_eq!((of_question("not_a_number"), of_question("Not a code"), of_question("")), (None, None, None));
    }
}
