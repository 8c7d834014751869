//! A small RDF graph, written as JSON-LD and as Turtle.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};

/// Prefixes of the vocabularies that DCAT-AP uses.
const PREFIXES: [(&str, &str); 8] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// What a property says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    /// Another node, by its address.
    Node(String),
    /// A text in a language.
    Text(String, String),
    /// A text or number of a type, such as `xsd:gYear`.
    Typed(String, &'static str),
    /// A text of no language.
    Plain(String),
}

/// A node: its address, its class, and what is said of it.
#[derive(Debug, Clone)]
pub struct Node {
    id: String,
    class: &'static str,
    properties: Vec<(&'static str, Object)>,
}

impl Node {
    /// A node of which nothing is said but its class, such as `dcat:Dataset`.
    pub fn new(id: impl Into<String>, class: &'static str) -> Node {
        Node { id: id.into(), class, properties: Vec::new() }
    }

    /// Says something more of it.
    pub fn with(mut self, property: &'static str, object: Object) -> Node {
        self.properties.push((property, object));
        self
    }

    /// Says something more of it where there is anything to say.
    pub fn with_each(mut self, property: &'static str, objects: impl IntoIterator<Item = Object>) -> Node {
        self.properties.extend(objects.into_iter().map(|object| (property, object)));
        self
    }
}

/// The nodes as JSON-LD.
pub fn json_ld(nodes: &[Node]) -> Value {
    let context: Map<String, Value> =
        PREFIXES.into_iter().map(|(prefix, address)| (prefix.to_string(), address.into())).collect();
    let node = |node: &Node| {
        let mut made = Map::from_iter([("@id".to_string(), json!(node.id)), ("@type".to_string(), json!(node.class))]);
        let mut properties: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for (property, object) in &node.properties {
            properties.entry(property).or_default().push(match object {
                Object::Node(id) => json!({ "@id": id }),
                Object::Text(text, language) => json!({ "@value": text, "@language": language }),
                Object::Typed(text, of) => json!({ "@value": text, "@type": of }),
                Object::Plain(text) => json!(text),
            });
        }
        for (property, mut values) in properties {
            let value = if values.len() == 1 { values.remove(0) } else { values.into() };
            made.insert(property.to_string(), value);
        }
        Value::from(made)
    };
    json!({ "@context": context, "@graph": nodes.iter().map(node).collect::<Vec<Value>>() })
}

/// The nodes as Turtle.
pub fn turtle(nodes: &[Node]) -> String {
    let mut out = String::new();
    for (prefix, address) in PREFIXES {
        let _ = writeln!(out, "@prefix {prefix}: <{address}> .");
    }
    for node in nodes {
        let _ = write!(out, "\n<{}> a {}", node.id, node.class);
        for (property, object) in &node.properties {
            let object = match object {
                Object::Node(id) => format!("<{id}>"),
                Object::Text(text, language) => format!("{}@{language}", quoted(text)),
                Object::Typed(text, of) => format!("{}^^{of}", quoted(text)),
                Object::Plain(text) => quoted(text),
            };
            let _ = write!(out, " ;\n    {property} {object}");
        }
        out.push_str(" .\n");
    }
    out
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_end_a_statement() {
        let node = Node::new("./#a", "dcat:Dataset")
            .with("dct:title", Object::Text("a \"b\" \\ c\n\u{7}.".into(), "en".into()))
            .with("dct:issued", Object::Typed("2024".into(), "xsd:gYear"));
        let made = turtle(std::slice::from_ref(&node));
        assert!(made.contains(r#"<./#a> a dcat:Dataset ;"#), "{made}");
        assert!(made.contains(r#"    dct:title "a \"b\" \\ c\n\u0007."@en ;"#), "{made}");
        assert!(made.ends_with("    dct:issued \"2024\"^^xsd:gYear .\n"), "{made}");
        let made = json_ld(&[node]);
        assert_eq!(made["@graph"][0]["dct:title"]["@value"], "a \"b\" \\ c\n\u{7}.");
        assert_eq!(made["@graph"][0]["dct:issued"], json!({ "@value": "2024", "@type": "xsd:gYear" }));
    }
}
