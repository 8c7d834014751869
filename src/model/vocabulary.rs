//! The words of the catalogue, of submissions and of the marts, each with its text form: one place for all of them.
//!
//! `into_str` gives the text form; `parse` reads it; a text equals the word whose text form it is.

// The methods that strum derives have no documentation of their own.
#![allow(missing_docs)]

use arrow::array::ArrayRef;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::model::schema::Cell;

/// Gives each enum its text form, which is its variants' names in snake case, and makes a cell of it.
macro_rules! words {
    ($($(#[$about:meta])* enum $Word:ident { $($(#[$meaning:meta])* $variant:ident,)* })*) => {
        $(
            $(#[$about])*
            #[derive(
                Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, EnumString,
                IntoStaticStr, VariantNames,
            )]
            #[serde(rename_all = "snake_case")]
            #[strum(serialize_all = "snake_case", const_into_str)]
            pub enum $Word {
                $($(#[$meaning])* $variant,)*
            }

            impl PartialEq<$Word> for &str {
                fn eq(&self, word: &$Word) -> bool {
                    *self == word.into_str()
                }
            }

            impl Cell for $Word {
                fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
                    <str as Cell>::array(cells.map(|cell| cell.map(|word| word.into_str())))
                }
            }
        )*
    };
}

/// The item of a value that is of the whole, not of a part of a breakdown.
pub const TOTAL: &str = "total";

/// What the photograph of the annual brief's cover is called where those of stories are called by their areas.
pub const COVER: &str = "cover";

words! {
    /// A part of the temple of Figure 1.
    enum Part {
        /// Wider benefits.
        Pediment,
        /// Building blocks.
        Column,
        /// Fundamental conditions.
        Step,
    }

    /// The scale of a measurement (methods 2).
    enum Scale {
        Percent,
        Rating,
        Rate,
        Ratio,
        Amount,
        Count,
    }

    /// The direction of progress (methods 3).
    enum Direction {
        /// More is progress.
        Up,
        /// Less is progress.
        Down,
        /// Nearer to 50 is progress.
        Parity,
        /// No direction is read into it.
        None,
    }

    /// Whether a status goes with a value.
    enum ValueRule {
        Required,
        None,
        Either,
    }

    /// What a value of a status is used for (methods 1).
    enum Use {
        /// A point of the series.
        Point,
        /// A point, and the result is marked provisional.
        Provisional,
        /// Kept, never a point.
        Kept,
    }

    /// What is done to a context variable before it is compared.
    #[derive(Default)]
    enum Transform {
        /// As it is.
        #[default]
        None,
        /// Natural logarithm; values at or below zero are left out.
        Log,
    }

    /// How grave a finding is.
    #[derive(Default)]
    enum Severity {
        #[default]
        /// Its row, or its file, is refused.
        Error,
        /// The row goes in; somebody should look.
        Warning,
    }

    /// What became of a series after one of its earlier points.
    enum Outcome {
        /// It moved towards progress.
        Towards,
        /// It did not move by more than the noise and the least change called movement.
        Held,
        /// It moved away.
        Away,
    }

    /// What became of a measurement, as results are counted.
    enum CountedOutcome {
        /// It moved towards progress.
        Towards,
        /// It did not move by more than the noise and the least change called movement.
        Held,
        /// It moved away.
        Away,
        /// It moved, and no direction is read into it.
        NoDirection,
        /// It rose, and no direction is read into it.
        Rose,
        /// It fell, and no direction is read into it.
        Fell,
        /// Its items moved in different directions.
        Mixed,
    }

    /// By what cities are put together: the scheme of a group, and the scope of a sum. A network may have schemes of
    /// its own.
    enum Scheme {
        /// The nearest peers in context.
        Nearest,
        Region,
        Country,
        /// The World Bank's income group of the country.
        Income,
        /// Inhabitants.
        Size,
        /// All cities.
        Network,
    }

    /// What a city declares of a key feature.
    enum Role {
        /// It asks help with it.
        Priority,
        /// It offers help with it.
        Expertise,
    }

    /// What one city is to another in an exchange on a key feature.
    enum Exchange {
        /// It offers help.
        Offers,
        /// It asks help.
        Asks,
    }

    /// Why a city may ask others about a series.
    enum Why {
        /// Its key feature is a priority of the city.
        Priority,
        /// The series moved away from progress.
        MovedAway,
        /// The series holds outside the middle half of the peers.
        SteadyOutside,
    }

    /// Among whom an answer was found.
    enum Reach {
        /// The nearest peers in context.
        Peers,
        /// The city's region.
        Region,
        /// The whole network.
        Network,
    }

    /// Whom a city lets see its values, from the widest consent to the narrowest.
    enum Consent {
        /// Everybody.
        Public,
        /// Nobody; they are counted in sums over several cities.
        AggregateOnly,
        /// Nobody, and they are counted nowhere.
        Private,
    }

    /// What a consent is meant for.
    enum ConsentFor {
        /// Every cycle of the city that was declared before.
        All,
        /// The declaration's own cycle.
        Cycle,
    }

    /// What may be published of a city's contact, from the widest consent to the narrowest.
    #[derive(Default)]
    enum ContactConsent {
        /// Name, role and e-mail address.
        Public,
        /// That the network's secretariat passes messages on.
        Secretariat,
        /// Nothing.
        #[default]
        None,
    }

    /// What a practice costs, in the order of magnitude.
    enum CostBand {
        /// It runs on what was there already.
        Low,
        /// It needs a budget line of its own.
        Medium,
        /// It needs an investment over several years.
        High,
    }

    /// How near a measurement is to the UN SDG indicator of the same subject.
    enum SdgMatch {
        /// It measures what the indicator measures.
        Same,
        /// It measures nearly that: ages, thresholds or what is counted differ.
        Near,
    }

    /// How a value was made, as its city says.
    enum Quality {
        /// Measured or counted in full.
        Measured,
        /// Estimated from a sample.
        Survey,
        /// Taken from an administrative register.
        Register,
        /// Estimated by a model, from other data or by experts.
        Estimate,
        /// The city does not know.
        Unknown,
    }

    /// Where a value comes from.
    enum SourceKind {
        /// Official statistics.
        Official,
        /// A survey by sample.
        Survey,
        /// Ratings by a panel of reviewers.
        Expert,
    }

    /// What a series did between two points (methods 4).
    enum Movement {
        /// It moved towards progress.
        Towards,
        /// It moved away from progress.
        Away,
        /// It did not move by more than the noise and the least change called movement.
        WithinNoise,
        /// It is at parity, and was.
        AtParity,
        /// It rose, and no direction is read into it.
        Rose,
        /// It fell, and no direction is read into it.
        Fell,
        /// It did not move, and no direction is read into it.
        Steady,
        /// Its items moved in different directions.
        Mixed,
    }

    /// How sure a movement is.
    enum Certainty {
        /// By its interval or a yearly series.
        Firm,
        /// By two points without intervals.
        Tentative,
    }

    /// Where a city is among its peers (methods 6).
    enum Standing {
        /// Above the interval of their middle half.
        Above,
        /// Below it.
        Below,
        /// Within it.
        Within,
        /// Too near an end of it for the noise of the value.
        TooCloseToTell,
    }

    /// How a gap between women and men changed.
    enum Gap {
        /// It narrowed.
        Narrowed,
        /// It widened.
        Widened,
        /// It changed by less than the noise.
        Unchanged,
    }

    /// Whether a yearly series has a trend (methods 5).
    enum Trend {
        /// It rises.
        Rising,
        /// It falls.
        Falling,
        /// Neither is clear.
        NoClearTrend,
    }

    /// How near a city is to a target that it has set itself (methods 4).
    enum Target {
        /// It is reached.
        Achieved,
        /// It was reached at the baseline and still is.
        Maintained,
        /// The pace so far is at least 0.95 of the pace that it needs.
        OnTrack,
        /// The pace so far is at least 0.6 of the pace that it needs.
        NeedsAcceleration,
        /// The pace so far is below that.
        Limited,
        /// The series moves away from it.
        MovingAway,
        /// Its year has passed.
        Missed,
        /// The noise hides which.
        Uncertain,
    }

    /// Why a result could not be computed.
    enum Reason {
        /// The base of a relative change is not positive.
        BaseNotPositive,
        /// Two files disagree on the value.
        Conflict,
        /// The city has given too little of its context.
        ContextMissing,
        /// Amounts are at current prices.
        CurrentPrices,
        /// Ratings by experts are not compared between cities.
        ExpertRatings,
        /// The items have no year in common.
        NoCommonYear,
        /// No direction is read into the measurement.
        NoDirection,
        /// The pace cannot be computed.
        NoPace,
        /// There is no point.
        NoPoints,
        /// All values are equal.
        NoVariation,
        /// There is only one point.
        OnePoint,
        /// The numbers are too large or too small to compute with.
        OutOfNumbers,
        /// The newest point is too old.
        Stale,
        /// The target equals the value at the baseline.
        TargetAtBaseline,
        /// The target is not positive.
        TargetNotPositive,
        /// The series of the target has no point.
        TargetUnmeasured,
        /// The target has no year.
        TargetWithoutYear,
        /// The target is on the wrong side of the baseline.
        TargetWrongSide,
        /// Too many values are equal.
        Ties,
        /// There are too few peers.
        TooFewPeers,
        /// There are too few points.
        TooFewPoints,
    }

    /// What a reader must know with a result.
    enum Mark {
        /// The movement goes against the trend.
        AgainstTrend,
        /// The series is at parity.
        AtParity,
        /// The result depends on the choice of the year.
        DependsOnYear,
        /// The design effect of the survey is assumed.
        DesignEffectAssumed,
        /// There were few reviewers.
        FewReviewers,
        /// The usual fluctuation is taken for the noise.
        FluctuationUsed,
        /// The interval is that of another year.
        IntervalBorrowed,
        /// The movement was not tested.
        NotTested,
        /// A value is provisional.
        Provisional,
        /// There are two points.
        TwoPoints,
        /// A large change is not explained yet.
        UnresolvedJump,
    }
}

impl Consent {
    /// The consent that a text means; none for any other text.
    pub fn of(text: Option<&str>) -> Option<Consent> {
        text.and_then(|text| text.parse().ok())
    }
}

/// The hidden sheet of a form with what it shows of the values sent before: by it a reader sees where one was
/// overwritten.
pub const SENT_BEFORE: &str = "Sent before";

/// The hidden sheet of a form in another language than English, by which it is read as an English one.
pub const IN_ENGLISH: &str = "In English";

/// The first cell of a row of [`IN_ENGLISH`]; the second is the tag of the form's language.
pub const FORM_LANGUAGE: &str = "language of the form";

/// How the name of the sheet with remarks begins, and its first cell: what has both is not read.
pub const REMARKS_SHEET: &str = "Remarks";

/// See [`REMARKS_SHEET`].
pub const REMARKS_TITLE: &str = "Remarks of learning-cities check";

/// How the comment on a faulty cell begins and ends: one that has both is a remark, and not what a city wrote.
pub const REMARK_BEGINS: &str = "learning-cities check:";

/// See [`REMARK_BEGINS`].
pub const REMARK_ENDS: &str = "Mend the cell itself; what is written into this comment is not read.";

/// The column of a CSV file that holds remarks, the last one.
pub const REMARKS_COLUMN: &str = "check_remarks";

/// How a remark in [`REMARKS_COLUMN`] begins. Nothing that begins so is evaluated by a spreadsheet.
pub const REMARK_IN_CSV: &str = "Check: ";

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn codes_of_the_marts_are_those_of_the_catalogue() {
        let text = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/framework/codes.csv")).unwrap();
        let mut codes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in csv::Reader::from_reader(text.as_slice()).records() {
            let row = row.unwrap();
            codes.entry(row[0].to_string()).or_default().insert(row[1].to_string());
        }
        for (kind, names) in [
            ("movement", Movement::VARIANTS),
            ("certainty", Certainty::VARIANTS),
            ("standing", Standing::VARIANTS),
            ("gap", Gap::VARIANTS),
            ("trend", Trend::VARIANTS),
            ("target", Target::VARIANTS),
            ("reason", Reason::VARIANTS),
            ("mark", Mark::VARIANTS),
            ("cost", CostBand::VARIANTS),
            ("quality", Quality::VARIANTS),
        ] {
            let names: BTreeSet<String> = names.iter().map(|n| n.to_string()).collect();
            assert_eq!(codes.get(kind), Some(&names), "{kind}");
        }
    }

    #[test]
    fn a_text_form_is_read_back() {
        assert_eq!(Consent::of(Some("aggregate_only")), Some(Consent::AggregateOnly));
        assert_eq!((Consent::of(Some("Public")), Consent::of(None)), (None, None));
        assert_eq!(Reason::TargetWithoutYear.into_str(), "target_without_year");
        assert!("moved_away" == Why::MovedAway && "offers" != Exchange::Asks);
        assert!(Consent::Public < Consent::AggregateOnly && Consent::AggregateOnly < Consent::Private);
    }
}
