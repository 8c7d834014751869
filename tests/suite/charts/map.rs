//! Maps: one of the members, one of each city and its peers.

use super::{draw, of_class, table, tables, texts};

const PLACES: &str = "city,name,local_name,country,region,joined,baseline_year,fictional,longitude,latitude
    northbridge,Northbridge,,GBR,Europe and North America,2015,2012,true,-1.5,52.5
    southport,Southhaven,,ZAF,Africa,2015,2012,true,22.1,-31.0
    eastwick,Eastwick,,KEN,Africa,2015,2012,true,37.5,0.5
    nowhere,Nowhere,,KEN,Africa,2015,2012,true,,";
const PEERS: &str = "city,scheme,peer,distance,shared_weight
    northbridge,nearest,eastwick,0.5,1
    northbridge,nearest,nowhere,0.6,1
    northbridge,region,southport,,
    nowhere,nearest,northbridge,0.5,1";

fn with(cities: &str, peers: &str) -> std::collections::BTreeMap<String, learning_cities::base::table::Table> {
    let mut tables = tables("", "", "");
    tables.insert("cities".into(), table(cities));
    tables.insert("peers".into(), table(peers));
    tables
}

#[test]
fn members_have_equal_dots_and_their_names() {
    let drawings = draw("map", &with(PLACES, PEERS));
    let keys: Vec<_> = drawings.iter().map(|d| d.key.join(" ")).collect();
    assert_eq!(keys, ["", "northbridge"], "a city without a position has no map, nor has one without peers on it");
    let network = &drawings[0];
    assert_eq!(network.path, "map.svg");
    let dots: Vec<_> = of_class(network, "circle", "points").into_iter().filter(|c| c.number("r") < 4.0).collect();
    assert_eq!(dots.len(), 3);
    let same = |name: &str| dots.iter().all(|c| c.attributes[name] == dots[0].attributes[name]);
    assert!(same("r") && same("fill"), "equal dots");
    for name in ["Northbridge", "Southhaven", "Eastwick"] {
        assert!(network.drawn.svg.contains(&format!("<title>{name}</title>")), "{name}");
    }
    assert_eq!(network.caption, "3 cities, each with the same dot. 1 city has given no position.");
    assert!(texts(network).join(" ").contains("frontiers or boundaries"));
    // Where each is: the north above the south, the east to the right.
    let at = |d: &learning_cities::chart::Drawing, name: &str| -> (f64, f64) {
        let end = d.drawn.svg.find(&format!("<title>{name}</title>")).expect("the dot");
        let start = d.drawn.svg[..end].rfind("<circle").expect("a circle");
        let number = |attribute: &str| {
            let text = &d.drawn.svg[start..end];
            let from = text.find(&format!(" {attribute}=\"")).expect("a number") + attribute.len() + 3;
            text[from..].split('"').next().unwrap().parse::<f64>().unwrap()
        };
        (number("cx"), number("cy"))
    };
    let (north, south, east) = (at(network, "Northbridge"), at(network, "Southhaven"), at(network, "Eastwick"));
    assert!(north.1 < east.1 && east.1 < south.1 && north.0 < south.0 && south.0 < east.0);
}

#[test]
fn a_city_is_named_among_its_nearest_peers() {
    let drawings = draw("map", &with(PLACES, PEERS));
    let city = &drawings[1];
    assert_eq!(city.path, "map/northbridge.svg");
    assert!(texts(city).contains(&"Northbridge and its comparable cities".to_string()));
    assert!(texts(city).contains(&"Northbridge".to_string()), "the city is named on the map");
    assert!(city.drawn.svg.contains("<title>Eastwick</title>") && !city.drawn.svg.contains("Southhaven"));
    assert_eq!(city.alt, "Map with a dot for Northbridge and one for each of its comparable cities: Eastwick.");
    assert_eq!(city.caption, "Northbridge and 1 comparable city.");
}

#[test]
fn without_positions_there_is_no_map() {
    let places = PLACES.replace("-1.5,52.5", ",").replace("22.1,-31.0", ",").replace("37.5,0.5", ",");
    assert!(draw("map", &with(&places, PEERS)).is_empty());
}
