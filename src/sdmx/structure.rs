//! The structure as SDMX-ML: code lists, concepts, data structure and dataflow.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::lists::{self, List};
use super::tables::Tables;
use crate::base::error::{Error, Result};
use crate::model::sdmx::{AGENCY, COMPONENTS, CONCEPTS, Component, DATA_STRUCTURE, DATAFLOW, Role, VERSION, Values};

/// A version of SDMX-ML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 2.1: references are elements.
    V21,
    /// 3.0: references are URNs.
    V30,
}

/// What both versions say.
#[derive(Debug)]
pub struct Structure {
    lists: Vec<List>,
    /// Id of the message.
    id: String,
    /// Whether the cities are invented.
    is_test: bool,
    /// Title of the network.
    title: String,
    /// Day on which the message was made.
    prepared: String,
}

/// Attributes of an element.
type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Structure {
    /// The structure of these tables.
    pub fn new(tables: &Tables, prepared: &str) -> Structure {
        let network = tables.network.get(0);
        Structure {
            lists: lists::all(tables),
            id: format!("{DATA_STRUCTURE}-{VERSION}").replace('.', "_"),
            is_test: network.is_some_and(|row| row.fictional),
            title: network.map_or("Learning cities", |row| row.name).to_string(),
            prepared: prepared.to_string(),
        }
    }

    /// The message.
    ///
    /// # Errors
    /// An event that cannot be written.
    pub fn xml(&self, version: Version) -> Result<Vec<u8>> {
        let mut xml = Xml { writer: Writer::new_with_indent(Vec::new(), b' ', 2), version };
        self.message(&mut xml).map_err(Error::io("write", "SDMX-ML"))?;
        let mut bytes = xml.writer.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn message(&self, xml: &mut Xml) -> io::Result<()> {
        let base = "http://www.sdmx.org/resources/sdmxml/schemas/";
        let schemas = format!("{base}{}/", if xml.is_30() { "v3_0" } else { "v2_1" });
        let [message, structure, common] = ["message", "structure", "common"].map(|name| format!("{schemas}{name}"));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.open(
            "mes:Structure",
            &[("xmlns:mes", message.as_str()), ("xmlns:str", structure.as_str()), ("xmlns:com", common.as_str())],
        )?;
        xml.open("mes:Header", &[])?;
        xml.text("mes:ID", &[], &self.id)?;
        xml.text("mes:Test", &[], &self.is_test.to_string())?;
        xml.text("mes:Prepared", &[], &format!("{}T00:00:00Z", self.prepared))?;
        xml.empty("mes:Sender", &[("id", AGENCY)])?;
        xml.close("mes:Header")?;
        xml.open("mes:Structures", &[])?;
        // Each version has an order of its own; 3.0 takes any.
        self.dataflow(xml)?;
        self.code_lists(xml)?;
        concepts(xml)?;
        self.data_structure(xml)?;
        xml.close("mes:Structures")?;
        xml.close("mes:Structure")
    }

    fn dataflow(&self, xml: &mut Xml) -> io::Result<()> {
        xml.open("str:Dataflows", &[])?;
        xml.open("str:Dataflow", &xml.maintained(AGENCY, DATAFLOW, VERSION, false))?;
        xml.name(&self.title)?;
        xml.description("Observations that cities show in public, one for each city, measurement, part and year. Progress is measured in each city's own context: values are not to be ranked between cities.")?;
        xml.reference("str:Structure", &Target::DataStructure)?;
        xml.close("str:Dataflow")?;
        xml.close("str:Dataflows")
    }

    fn code_lists(&self, xml: &mut Xml) -> io::Result<()> {
        xml.open("str:Codelists", &[])?;
        for list in &self.lists {
            let mut attributes = xml.maintained(list.agency, list.id, list.version, list.is_open);
            // Of a list of SDMX there are the codes that are used here.
            attributes.extend((list.agency == lists::SDMX).then_some(("isPartial", "true")));
            xml.open("str:Codelist", &attributes)?;
            xml.name(list.name)?;
            for code in &list.codes {
                xml.open("str:Code", &[("id", code.id.as_str())])?;
                xml.name(&code.name)?;
                if !code.about.is_empty() {
                    xml.description(&code.about)?;
                }
                xml.close("str:Code")?;
            }
            xml.close("str:Codelist")?;
        }
        xml.close("str:Codelists")
    }

    fn data_structure(&self, xml: &mut Xml) -> io::Result<()> {
        xml.open("str:DataStructures", &[])?;
        xml.open("str:DataStructure", &xml.maintained(AGENCY, DATA_STRUCTURE, VERSION, false))?;
        xml.name("Observations of learning cities")?;
        xml.open("str:DataStructureComponents", &[])?;
        let of = |wanted: fn(Role) -> bool| COMPONENTS.iter().filter(move |c| wanted(c.role));
        xml.open("str:DimensionList", &[("id", "DimensionDescriptor")])?;
        for (position, component) in (1..).zip(of(|role| matches!(role, Role::Dimension | Role::Time))) {
            self.dimension(xml, component, position)?;
        }
        xml.close("str:DimensionList")?;
        xml.open("str:AttributeList", &[("id", "AttributeDescriptor")])?;
        for component in of(|role| matches!(role, Role::Mandatory | Role::Optional)) {
            self.attribute(xml, component)?;
        }
        xml.close("str:AttributeList")?;
        xml.open("str:MeasureList", &[("id", "MeasureDescriptor")])?;
        for component in of(|role| role == Role::Measure) {
            let (element, usage) = match xml.version {
                Version::V30 => ("str:Measure", Some(("usage", "optional"))),
                Version::V21 => ("str:PrimaryMeasure", None),
            };
            let attributes: Vec<(&str, &str)> = [("id", component.id)].into_iter().chain(usage).collect();
            xml.open(element, &attributes)?;
            self.concept_and_values(xml, component)?;
            xml.close(element)?;
        }
        xml.close("str:MeasureList")?;
        xml.close("str:DataStructureComponents")?;
        xml.close("str:DataStructure")?;
        xml.close("str:DataStructures")
    }

    fn dimension(&self, xml: &mut Xml, component: &Component, position: usize) -> io::Result<()> {
        let is_time = component.role == Role::Time;
        let element = if is_time { "str:TimeDimension" } else { "str:Dimension" };
        let position = position.to_string();
        let mut attributes = vec![("id", component.id)];
        attributes.extend((!is_time || !xml.is_30()).then_some(("position", position.as_str())));
        xml.open(element, &attributes)?;
        self.concept_and_values(xml, component)?;
        xml.close(element)
    }

    fn attribute(&self, xml: &mut Xml, component: &Component) -> io::Result<()> {
        let usage = match (xml.version, component.role == Role::Mandatory) {
            (Version::V30, true) => ("usage", "mandatory"),
            (Version::V30, false) => ("usage", "optional"),
            (Version::V21, true) => ("assignmentStatus", "Mandatory"),
            (Version::V21, false) => ("assignmentStatus", "Conditional"),
        };
        xml.open("str:Attribute", &[("id", component.id), usage])?;
        self.concept_and_values(xml, component)?;
        xml.open("str:AttributeRelationship", &[])?;
        match xml.version {
            Version::V30 => xml.empty("str:Observation", &[])?,
            Version::V21 => {
                xml.open("str:PrimaryMeasure", &[])?;
                xml.empty("Ref", &[("id", "OBS_VALUE")])?;
                xml.close("str:PrimaryMeasure")?;
            }
        }
        xml.close("str:AttributeRelationship")?;
        xml.close("str:Attribute")
    }

    fn concept_and_values(&self, xml: &mut Xml, component: &Component) -> io::Result<()> {
        xml.reference("str:ConceptIdentity", &Target::Concept(component.id))?;
        xml.open("str:LocalRepresentation", &[])?;
        match component.values {
            Values::Typed(kind) => xml.empty("str:TextFormat", &[("textType", kind)])?,
            Values::Codes(id) => {
                if let Some(list) = self.lists.iter().find(|list| list.id == id) {
                    xml.reference("str:Enumeration", &Target::CodeList(list))?;
                }
            }
        }
        xml.close("str:LocalRepresentation")
    }
}

fn concepts(xml: &mut Xml) -> io::Result<()> {
    xml.open(if xml.is_30() { "str:ConceptSchemes" } else { "str:Concepts" }, &[])?;
    xml.open("str:ConceptScheme", &xml.maintained(AGENCY, CONCEPTS, VERSION, false))?;
    xml.name("Concepts of learning cities")?;
    for component in &COMPONENTS {
        xml.open("str:Concept", &[("id", component.id)])?;
        xml.name(component.name)?;
        xml.description(component.about)?;
        xml.close("str:Concept")?;
    }
    xml.close("str:ConceptScheme")?;
    xml.close(if xml.is_30() { "str:ConceptSchemes" } else { "str:Concepts" })
}

/// What a reference leads to.
enum Target<'a> {
    DataStructure,
    Concept(&'a str),
    CodeList(&'a List),
}

/// A writer of one version.
struct Xml {
    writer: Writer<Vec<u8>>,
    version: Version,
}

impl Xml {
    fn is_30(&self) -> bool {
        self.version == Version::V30
    }

    /// Attributes of a maintained artefact. In 2.1 one that is not final may change; in 3.0 one without a semantic
    /// version.
    fn maintained<'a>(&self, agency: &'a str, id: &'a str, version: &'a str, is_open: bool) -> Vec<(&'a str, &'a str)> {
        let mut attributes = vec![("id", id), ("agencyID", agency), ("version", version)];
        attributes.extend((!self.is_30()).then_some(("isFinal", if is_open { "false" } else { "true" })));
        attributes
    }

    fn reference(&mut self, element: &str, target: &Target) -> io::Result<()> {
        if self.is_30() {
            let urn = match target {
                Target::DataStructure => format!("datastructure.DataStructure={AGENCY}:{DATA_STRUCTURE}({VERSION})"),
                Target::Concept(id) => format!("conceptscheme.Concept={AGENCY}:{CONCEPTS}({VERSION}).{id}"),
                Target::CodeList(l) => format!("codelist.Codelist={}:{}({})", l.agency, l.id, l.version),
            };
            return self.text(element, &[], &format!("urn:sdmx:org.sdmx.infomodel.{urn}"));
        }
        self.open(element, &[])?;
        match target {
            Target::DataStructure => self.empty(
                "Ref",
                &[
                    ("id", DATA_STRUCTURE),
                    ("version", VERSION),
                    ("agencyID", AGENCY),
                    ("package", "datastructure"),
                    ("class", "DataStructure"),
                ],
            )?,
            Target::Concept(id) => self.empty(
                "Ref",
                &[
                    ("id", *id),
                    ("maintainableParentID", CONCEPTS),
                    ("maintainableParentVersion", VERSION),
                    ("agencyID", AGENCY),
                    ("package", "conceptscheme"),
                    ("class", "Concept"),
                ],
            )?,
            Target::CodeList(list) => self.empty(
                "Ref",
                &[
                    ("id", list.id),
                    ("version", list.version),
                    ("agencyID", list.agency),
                    ("package", "codelist"),
                    ("class", "Codelist"),
                ],
            )?,
        }
        self.close(element)
    }

    fn name(&mut self, text: &str) -> io::Result<()> {
        self.text("com:Name", &[("xml:lang", "en")], text)
    }

    fn description(&mut self, text: &str) -> io::Result<()> {
        self.text("com:Description", &[("xml:lang", "en")], text)
    }

    fn event(&mut self, event: Event) -> io::Result<()> {
        self.writer.write_event(event)
    }

    fn open(&mut self, element: &str, attributes: Attributes) -> io::Result<()> {
        self.event(Event::Start(start(element, attributes)))
    }

    fn empty(&mut self, element: &str, attributes: Attributes) -> io::Result<()> {
        self.event(Event::Empty(start(element, attributes)))
    }

    fn close(&mut self, element: &str) -> io::Result<()> {
        self.event(Event::End(BytesEnd::new(element)))
    }

    fn text(&mut self, element: &str, attributes: Attributes, text: &str) -> io::Result<()> {
        self.open(element, attributes)?;
        // XML has no way to write control characters.
        let text: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
        self.event(Event::Text(BytesText::new(&text)))?;
        self.close(element)
    }
}

fn start<'a>(element: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    BytesStart::new(element).with_attributes(attributes.iter().copied())
}
