//! The JSON Schemas of `mappings/*.toml` and `network.toml` in `docs/schema`, and the keys in `docs/mapping.md`: both
//! are made from the types that read these files.

use std::fs;
use std::path::PathBuf;

use learning_cities::ingest::read::mapping::spec::MappingSpec;
use learning_cities::model::network_file::NetworkFile;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::support::{framework, repository};

const BEGIN: &str = "<!-- Keys: `just schemas` writes them from the types. -->\n";
const END: &str = "<!-- End of keys. -->\n";

/// TOML has no null: what may be left out is said by `required`. Names of types in Rust say nothing to others.
fn plain(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if map.get("format").is_some_and(Value::is_string) {
                map.remove("format");
            }
            if map.get("default").is_some_and(Value::is_null) {
                map.remove("default");
            }
            if let Some(Value::String(text)) = map.get_mut("description") {
                *text = text.replace("[`", "`").replace("`]", "`").replace('\n', " ");
            }
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|t| t != "null");
                if let [one] = &types[..] {
                    let one = one.clone();
                    map.insert("type".into(), one);
                }
            }
            if let Some(Value::Array(values)) = map.get_mut("enum") {
                values.retain(|v| !v.is_null());
            }
            if let Some(Value::Array(choices)) = map.get_mut("anyOf") {
                choices.retain(|c| c != &json!({ "type": "null" }));
                if let [one] = &choices[..] {
                    let one = one.clone();
                    map.remove("anyOf");
                    // A reference next to other keys is one of several that all hold.
                    map.insert("allOf".into(), json!([one]));
                }
            }
            map.values_mut().for_each(plain);
        }
        Value::Array(list) => list.iter_mut().for_each(plain),
        _ => {}
    }
}

fn schema<T: JsonSchema>(title: &str) -> Value {
    let root = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    let mut schema = root.to_value();
    plain(&mut schema);
    schema["title"] = json!(title);
    schema
}

fn mapping() -> Value {
    let mut schema = schema::<MappingSpec>("A mapping of learning-cities");
    let ids: Vec<String> = framework().measurements.into_iter().map(|m| m.measurement).collect();
    let place = &mut schema["definitions"]["MeasurementSpec"]["properties"]["measurement"];
    assert!(place.is_object(), "{place}");
    place["enum"] = json!(ids);
    schema
}

fn network() -> Value {
    let mut schema = schema::<NetworkFile>("network.toml of learning-cities");
    let names: Vec<String> = framework().settings.into_iter().map(|s| s.name).collect();
    let place = &mut schema["properties"]["settings"];
    assert!(place.is_object(), "{place}");
    place["propertyNames"] = json!({ "enum": names });
    schema
}

fn files() -> [(PathBuf, String); 2] {
    let file = |name: &str, schema: Value| {
        (repository().join("docs/schema").join(name), serde_json::to_string_pretty(&schema).unwrap() + "\n")
    };
    [file("mapping.json", mapping()), file("network.json", network())]
}

/// The keys of a mapping as tables.
fn keys() -> String {
    let schema = mapping();
    let parts = [
        ("The mapping", None),
        ("`[[file]]`", Some("FileSpec")),
        ("`[[lookup]]`", Some("LookupSpec")),
        ("`lookup` of a file", Some("LookupUse")),
        ("`city`", Some("CityKey")),
        ("A text in braces", Some("Cell")),
        ("`year`", Some("Year")),
        ("`numbers`", Some("NumberFormat")),
        ("`keep` and `drop`", Some("Filter")),
        ("`quality`", Some("Quality")),
        ("`[file.registry]`", Some("Registry")),
        ("`[[file.measurement]]`", Some("MeasurementSpec")),
        ("`[[file.context]]`", Some("ContextSpec")),
        ("`interval`", Some("Interval")),
        ("`over`", Some("Over")),
        ("`deflate`", Some("Deflate")),
    ];
    let mut text = String::from("\n");
    for (title, name) in parts {
        let whole = name.map_or(&schema, |name| &schema["definitions"][name]);
        let of_choice = whole["anyOf"].as_array().and_then(|all| all.iter().find(|c| c["properties"].is_object()));
        let whole = of_choice.unwrap_or(whole);
        let required: Vec<&str> =
            whole["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = whole["properties"].as_object().unwrap_or_else(|| panic!("{title}: {whole}"));
        text.push_str(&format!("**{title}**\n\n| key | what it says |\n|---|---|\n"));
        for (key, says) in properties {
            let needed = if required.contains(&key.as_str()) { "; needed" } else { "" };
            let says = says["description"].as_str().unwrap_or_else(|| panic!("{title}: {key} has no description"));
            text.push_str(&format!("| `{key}`{needed} | {} |\n", says.replace('|', "\\|")));
        }
        text.push('\n');
    }
    text
}

fn guide() -> (PathBuf, String, String) {
    let path = repository().join("docs/mapping.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let new = format!("{before}{BEGIN}{}{END}{after}", keys());
    (path, text, new)
}

#[test]
fn the_schemas_and_the_guide_are_those_of_the_types() {
    for (path, schema) in files() {
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == schema, "{} differs from the types: run `just schemas`", path.display());
    }
    let (path, kept, new) = guide();
    assert!(kept == new, "the keys in {} differ from the types: run `just schemas`", path.display());
}

/// Writes what the test above compares.
#[test]
#[ignore = "just schemas"]
fn write() {
    for (path, schema) in files() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, schema).unwrap();
    }
    let (path, _, new) = guide();
    fs::write(path, new).unwrap();
}

/// The schema refuses what the types refuse: unknown keys everywhere, and words that are none.
#[test]
fn unknown_keys_are_refused_everywhere() {
    fn walk(place: &str, value: &Value) {
        match value {
            Value::Object(map) => {
                if map.get("properties").is_some_and(|p| p.as_object().is_some_and(|p| !p.is_empty())) {
                    assert_eq!(map.get("additionalProperties"), Some(&json!(false)), "{place}");
                }
                map.iter().for_each(|(key, inner)| walk(&format!("{place}/{key}"), inner));
            }
            Value::Array(list) => list.iter().for_each(|inner| walk(place, inner)),
            _ => {}
        }
    }
    walk("mapping", &mapping());
    walk("network", &network());
    let schema = mapping();
    assert_eq!(schema["properties"]["consent"]["enum"], json!(["public", "aggregate_only", "private"]));
    assert_eq!(schema["required"], json!(["source", "consent", "file"]));
}
