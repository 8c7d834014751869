//! What `SECURITY.md` says of limits is what the program does.

use learning_cities::engine::limits::{CENTROIDS, COLUMNS, JOINS, LEVELS, Limits, NESTED, SELECTS, TEXT, WITHIN};

use crate::support;

#[test]
fn the_limit_of_own_files_is_as_printed() {
    let text = std::fs::read_to_string(support::repository().join("SECURITY.md")).unwrap();
    let most = learning_cities::base::source::MOST;
    assert!(text.contains(&format!("each may have {} MB", most >> 20)));
    let net = super::check::Net::new();
    let load = |bytes: u64| {
        net.write("corrections.toml", " ".repeat(bytes as usize));
        learning_cities::model::network::Network::load(&net.path(), &support::framework()).map(|_| ())
    };
    assert!(load(most).is_ok());
    let said = load(most + 1).unwrap_err().to_string();
    assert!(said.contains("corrections.toml: has more than 16 MB"), "{said}");
}

#[test]
fn the_limit_of_an_expression_is_as_printed() {
    use learning_cities::ingest::read::mapping::formula::CHARACTERS;
    let [security, readme] =
        ["SECURITY.md", "README.md"].map(|name| std::fs::read_to_string(support::repository().join(name)).unwrap());
    assert!(security.contains(&format!("at most {CHARACTERS} characters and no functions")));
    assert!(readme.contains(&format!("| {CHARACTERS} characters |")));
}

#[test]
fn the_limit_of_json_is_as_printed() {
    use learning_cities::ingest::limits::{JSON_OBJECT, JSON_VALUES};
    let readme = std::fs::read_to_string(support::repository().join("README.md")).unwrap();
    let values = format!("{},{:03}", JSON_VALUES / 1000, JSON_VALUES % 1000);
    assert!(readme.contains(&format!("an object counted as ten of them | {values} |")) && JSON_OBJECT == 10);
}

#[test]
fn the_days_that_can_be_right_are_as_printed() {
    let text = std::fs::read_to_string(support::repository().join("SECURITY.md")).unwrap();
    assert_eq!(learning_cities::base::dates::YEARS_AROUND_CYCLE, (1, 5));
    assert!(text.contains("more than a year before its cycle or more than five years after it"));
}

#[test]
fn the_limit_of_comments_is_as_printed() {
    use learning_cities::annotate::COMMENTED;
    let [security, readme] =
        ["SECURITY.md", "README.md"].map(|name| std::fs::read_to_string(support::repository().join(name)).unwrap());
    assert!(security.contains(&format!("comments on at most {COMMENTED} cells of a sheet")));
    assert!(readme.contains(&format!("the first {COMMENTED} cells have comments")));
}

#[test]
fn the_limits_of_photographs_are_as_printed() {
    use learning_cities::model::photo::{KEPT, LEAST, MEMORY, PIXELS};
    let [security, readme] =
        ["SECURITY.md", "README.md"].map(|name| std::fs::read_to_string(support::repository().join(name)).unwrap());
    assert!(security.contains(&format!("at most {} million pixels", PIXELS / 1_000_000)));
    assert!(security.contains(&format!("decoding takes at most {} MB", MEMORY >> 20)));
    assert!(security.contains(&format!("reduced to {KEPT} pixels on its longer side")));
    let sizes = format!("with {LEAST} pixels or more on its longer side and {} million at most", PIXELS / 1_000_000);
    assert!(readme.contains(&sizes), "{sizes}");
    let letters = format!("({} characters at most)", learning_cities::model::stories::TEXT);
    assert!(readme.contains(&letters), "{letters}");
}

#[test]
fn the_limits_of_the_history_are_as_printed() {
    use learning_cities::console::history::{LINES, LONGEST};
    let text = std::fs::read_to_string(support::repository().join("SECURITY.md")).unwrap();
    assert!(text.contains(&format!("the last {LINES} lines or queries, none of more than {} kB", LONGEST >> 10)));
    assert!((LINES * (2 * LONGEST + 1)) as u64 <= learning_cities::base::source::MOST, "such a file can be read");
}

#[test]
fn the_limits_of_sql_are_as_printed() {
    let text = std::fs::read_to_string(support::repository().join("SECURITY.md")).unwrap();
    let sql = text.split("### SQL\n").nth(1).and_then(|rest| rest.split("\n### ").next()).unwrap();
    let printed: Vec<(&str, &str)> = sql
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| ")?.split('|').skip(1).map(str::trim);
            Some((cells.next()?, cells.next()?))
        })
        .filter(|(value, _)| value.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    let limits = Limits::default();
    let expected = [
        (format!("{} seconds", limits.time.as_secs()), "`--time-limit`"),
        (format!("{} MB", limits.memory >> 20), "`--memory-limit`"),
        (format!("{} MB", limits.scratch >> 20), "`--scratch-limit`"),
        (limits.rows.to_string(), "`--row-limit`"),
        (format!("{} MB", limits.output >> 20), "`--output-limit`"),
        (format!("{} kB", TEXT >> 10), ""),
        (format!("{NESTED} levels"), ""),
        (format!("{LEVELS} parts"), ""),
        (JOINS.to_string(), ""),
        (SELECTS.to_string(), ""),
        (WITHIN.to_string(), ""),
        (COLUMNS.to_string(), ""),
        // The engine counts the bytes of a column of texts in 32 bits.
        (format!("{} GB", (i64::from(i32::MAX) + 1) >> 30), ""),
        (CENTROIDS.to_string(), ""),
    ];
    assert_eq!(printed, expected.iter().map(|(value, flag)| (value.as_str(), *flag)).collect::<Vec<_>>());
}
