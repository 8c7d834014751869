//! The methods page, made from the catalogue, the settings in force and the codes.

use maud::{Markup, html};

use super::Site;
use super::layout::{self, Page};
use super::words;

/// Its path from its language's folder.
pub const PATH: &str = "methods.html";

/// The page.
pub fn page(site: &Site) -> String {
    let main = html! {
        h1 { "How the figures are made" }
        p.lede { "Progress is measured within a city’s own cultural, economic and social context. No page, chart or file here sets one city above another: cities are listed by name, and peers are shown as a group." }
        @if !site.catalogue.about.is_empty() { p { (site.catalogue.about) } }
        nav.contents aria-label="On this page" {
            ul {
                li { a href="#rules" { "The rules" } }
                li { a href="#settings" { "Settings in force" } }
                li { a href="#measurements" { "Measurements" } }
                li { a href="#context" { "Peer context" } }
                li { a href="#codes" { "Words for results" } }
                li { a href="#statuses" { "Statuses of values" } }
            }
        }
        (rules(site))
        (settings(site))
        (measurements(site))
        (context(site))
        (codes(site))
        (statuses(site))
    };
    layout::page(
        site,
        &Page {
            title: "Methods",
            about: "How values, changes, movements, peer groups and peer learning are computed, with the settings in force.",
            path: PATH,
        },
        &main,
    )
}

/// A setting in force as readers see it.
fn set(site: &Site, name: &str) -> String {
    site.catalogue.setting(name).map_or_else(|| "a set number of".into(), |v| words::grouped(v, 2))
}

fn rules(site: &Site) -> Markup {
    let n = |name: &str| set(site, name);
    html! {
        section #rules aria-labelledby="rules-title" {
            h2 #rules-title { "The rules" }
            h3 { "Values and runs" }
            p { "A series is a city, a measurement and an item of its breakdown. Values are compared only inside a comparable run: the stretch of values that ends with the latest one and holds no break. A break stands where the city flags one, where the kind of source changes, and where a definition begins or ceases to differ. The baseline is the run’s first value at or after the city’s own baseline year. A latest value more than " (n("stale_years")) " years before the brief’s cycle is too old to speak of movement." }
            h3 { "Change" }
            p { "For percentages and ratings the change is the latest value less the baseline, in points. For rates, ratios, amounts and counts it is relative to the baseline, which must be above zero. Differences and shares are computed from the values as they were sent and rounded only when they are shown: 18.46 and 19.64 are shown as 18.5 and 19.6, and their difference, 1.18, as +1.2." }
            h3 { "Movement" }
            p { "Where both values carry a 95 % interval, the interval of their difference is computed (MOVER, Zou and Donner 2008); if it covers zero the change is too small to tell from none. An end that comes within nine decimals of zero counts as zero, so that the way a computer rounds decides nothing. A survey that gives only its number of respondents gets Wilson’s interval, with a design effect of " (n("design_effect")) " where it declares none. A change below the measurement’s least movement is called steady. What is left moved towards progress or away from it, by the direction set for each measurement; where no direction is read into it, it rose or fell. For shares that aim at parity, " (n("parity_low")) " to " (n("parity_high")) " % counts as parity." }
            h3 { "Targets" }
            p { "Where a city has set itself a target, the pace that leads from the baseline to it in its year is set against the pace so far: points a year for percentages and ratings, compound rates for the rest, the distance to 50 % for parity. With " (n("target_on_track")) " of the pace it needs or more a series is on track, with " (n("target_limited")) " or more it is behind, below that far behind, and with a pace the other way it moves away. A target reached, kept or missed is told as such, and no pace is read from a change that is too small to tell from none. All this stands beside the movement, never instead of it." }
            h3 { "Trend" }
            p { "From " (n("trend_points")) " comparable values on, the slope is the median of the slopes between all pairs of values (Theil and Sen), and the Mann-Kendall test says whether the values rise or fall more steadily than chance would have it: exactly for up to " (n("trend_exact")) " values, none of them equal, with more by the normal distribution, corrected for equal values and for values that hang together with the one before (Yue and Wang). A series rises or falls where p is below " (n("trend_p")) "." }
            h3 { "Peer groups" }
            p { "A city’s nearest peers are the " (n("peers_k")) " published cities whose context is most like its own: the context variables below are standardised over the network and the distance is taken over those that both cities hold. Results play no part in it, and nothing missing is filled in. How firmly a peer is one is told by leaving each variable out in turn and searching again. Beside the nearest stand the other cities of the city’s region, and those of the groups that the network lists." }
            h3 { "Comparison with peers" }
            p { "Only values of the same kind of source and definition are set side by side, at most " (n("peers_window")) " years apart; of a peer’s values that are equally near in year, the earlier is taken. With fewer than " (n("peers_min")) " peers nothing is shown; else the median and the middle half, from the 25th to the 75th percentile. Ratings by experts are not set beside one another, for panels differ from city to city." }
            h3 { "Peer learning" }
            p { "For the features a city asks help with, what moved away, and what is steady outside its peers’ middle half: published cities whose own earlier value was like this city’s latest (within " (n("learning_percent")) " percentage points, " (n("learning_rating")) " rating points, or a factor of " (n("learning_factor")) ") and that then moved towards progress over at least " (n("learning_years")) " years. At most " (n("learning_most")) " are named for a series. A likeness proves no cause, and values far from the usual tend to come back by themselves." }
            h3 { "Consent" }
            p { "Only values that a city sent for publication appear here, and only they are counted, compared and exported. A city that sent none is listed by name and nothing more." }
            h3 { "Corrections" }
            p { "A network can list corrections of values that are known to be wrong. Each is written down with its reason, with who was asked, with its date and with the value that it expects to find; it is applied before anything is computed and told on the city’s page. If the city has since sent another value, that expectation is not met and nothing is published until a person has looked: a correction cannot outlive the mistake that it mends." }
            h3 { "Editions" }
            p { "A brief can be drawn as of a date (the option " code { "--as-of" } "): then only submissions up to that date count, so an earlier state of knowledge can be drawn again. Two editions of one cycle that were drawn from different snapshots of the data may differ, because cities send values late and correct them. Whether two editions differ, and on which pages, is told by their files " a href={ (site.root(PATH)) "manifest.json" } { "manifest.json" } ": each lists every page with a fingerprint of its bytes (SHA-256), and a page with the same fingerprint says the same." }
            h3 { "Missing values" }
            p { "A missing value is never a zero and never an average. Wherever a result cannot be computed, the reason stands in its place." }
        }
    }
}

fn settings(site: &Site) -> Markup {
    let t = site.marts.table("settings");
    html! {
        section #settings aria-labelledby="settings-title" {
            h2 #settings-title { "Settings in force" }
            div.scroll {
                table {
                    caption { "Thresholds of the methods" }
                    thead { tr { th scope="col" { "Setting" } th.n scope="col" { "In force" } th.n scope="col" { "Default" } th scope="col" { "What it does" } } }
                    tbody {
                        @for row in 0..t.len() {
                            @let number = |column: &str| t.number(column, row).map(|v| words::grouped(v, 4)).unwrap_or_else(|| "–".into());
                            tr { th scope="row" { code { (t.text("name", row).unwrap_or_default()) } } td.n { (number("value")) } td.n { (number("default_value")) } td { (t.text("meaning", row).unwrap_or_default()) } }
                        }
                    }
                }
            }
        }
    }
}

fn measurements(site: &Site) -> Markup {
    let c = &site.catalogue;
    html! {
        section #measurements aria-labelledby="measurements-title" {
            h2 #measurements-title { "Measurements" }
            p { (words::capital(&words::count(c.measurements.len() as i64, "measurement", "measurements"))) " of " (words::count(c.features.len() as i64, "key feature", "key features")) " in " (words::count(c.areas.len() as i64, "area of focus", "areas of focus")) ", with " (words::count(c.series_expected() as i64, "series", "series")) " in all." }
            @for area in &c.areas {
                h3 { span.number { (area.id) } " " (area.title) }
                div.scroll {
                    table {
                        caption { "Measurements of " (area.title) }
                        thead { tr { th scope="col" { "Measurement" } th scope="col" { "Unit" } th scope="col" { "Series" } th scope="col" { "Direction" } th scope="col" { "Least movement" } th scope="col" { "Sources" } } }
                        tbody {
                            @for m in c.measurements.iter().filter(|m| m.area == area.id) {
                                tr {
                                    th scope="row" { a href={ "features/" (m.feature) ".html" } { (m.title) } }
                                    td { (m.unit) }
                                    td { (words::list(&m.items.iter().map(|i| words::item(&m.id, i)).collect::<Vec<_>>())) }
                                    td { (m.direction_in_words(&site.language)) }
                                    td { (m.least_movement(&site.language)) }
                                    td { (words::list(&m.sources)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn context(site: &Site) -> Markup {
    let t = site.marts.table("peer_variables");
    html! {
        section #context aria-labelledby="context-title" {
            h2 #context-title { "Peer context" }
            @if t.is_empty() { p { "The network names no context variables, so there are no nearest peers." } } @else {
                div.scroll {
                    table {
                        caption { "Variables that make a nearest peer group" }
                        thead { tr { th scope="col" { "Variable" } th scope="col" { "Unit" } th scope="col" { "Transformed" } th.n scope="col" { "Weight" } th.n scope="col" { "Greatest age, years" } } }
                        tbody {
                            @for row in 0..t.len() {
                                tr {
                                    th scope="row" { (words::capital(t.text("title", row).unwrap_or_default())) }
                                    td { (t.text("unit", row).unwrap_or_default()) }
                                    td { @if t.text("transform", row) == Some("log") { "logarithm" } @else { "as it is" } }
                                    td.n { (t.number("weight", row).map(|w| words::grouped(w, 3)).unwrap_or_else(|| "–".into())) }
                                    td.n { (t.integer("max_age", row).unwrap_or_default()) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn codes(site: &Site) -> Markup {
    let t = site.marts.table("codes");
    html! {
        section #codes aria-labelledby="codes-title" {
            h2 #codes-title { "Words for results" }
            div.scroll {
                table {
                    caption { "Movements, reasons, marks and standings" }
                    thead { tr { th scope="col" { "Kind" } th scope="col" { "Code" } th scope="col" { "In words" } th scope="col" { "What it says" } } }
                    tbody {
                        @for row in 0..t.len() {
                            tr { td { (t.text("kind", row).unwrap_or_default()) } th scope="row" { code { (t.text("code", row).unwrap_or_default()) } } td { (t.text("label", row).unwrap_or_default()) } td { (t.text("sentence", row).unwrap_or_default()) } }
                        }
                    }
                }
            }
        }
    }
}

fn statuses(site: &Site) -> Markup {
    let t = site.marts.table("statuses");
    let used = |code: &str| match code {
        "point" => "used",
        "provisional" => "used, and the result is marked provisional",
        _ => "kept, never used as a point",
    };
    html! {
        section #statuses aria-labelledby="statuses-title" {
            h2 #statuses-title { "Statuses of values" }
            div.scroll {
                table {
                    caption { "SDMX observation statuses (CL_OBS_STATUS 2.2) and what the methods do with them" }
                    thead { tr { th scope="col" { "Status" } th scope="col" { "Title" } th scope="col" { "Its value is" } } }
                    tbody {
                        @for row in 0..t.len() {
                            tr { th scope="row" { code { (t.text("code", row).unwrap_or_default()) } } td { (t.text("title", row).unwrap_or_default()) } td { (used(t.text("used_as", row).unwrap_or_default())) } }
                        }
                    }
                }
            }
        }
    }
}
