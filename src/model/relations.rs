//! The relations that pages, briefs and charts read, with the columns that they read of each.
//!
//! What each column holds, and in which unit, is said where the relation is made: in the header of its file in
//! `queries/`, or in the schema of the store's tables.

use crate::base::rows::relations;

relations! {
    /// A row of `network`.
    network: Network {
        language: Option<&'a str>, name: &'a str, about: &'a str, fictional: bool, collected: bool,
        base_url: Option<&'a str>, archive: Option<&'a str>, publisher: Option<&'a str>, licence: Option<&'a str>, licence_url: Option<&'a str>,
        doi: Option<&'a str>, isbn: Option<&'a str>, issn: Option<&'a str>, foreword: Option<&'a str>,
        contact: Option<&'a str>, first_language: Option<&'a str>,
    }
    /// A row of `sources`.
    sources: Source {
        about: &'a str,
    }
    /// A row of `cities`.
    cities: City {
        city: &'a str, name: &'a str, local_name: Option<&'a str>, local_name_language: Option<&'a str>,
        country: &'a str, region: &'a str, joined: Option<i64>, baseline_year: Option<i64>, longitude: Option<f64>, latitude: Option<f64>,
        fictional: Option<bool>,
    }
    /// A row of `areas`.
    areas: Area {
        area: &'a str, area_title: &'a str, dimension: i64, dimension_title: &'a str, part_of_figure: Option<&'a str>,
        commitment: i64, commitment_text: &'a str,
    }
    /// A row of `measurements`.
    measurements: Measurement {
        measurement: &'a str, area: &'a str, feature: &'a str, feature_title: &'a str, measurement_title: &'a str,
        sources: &'a str, scale: &'a str, unit: &'a str, items: &'a str, direction: &'a str, min_change: f64,
        possible_min: Option<f64>, possible_max: Option<f64>, meaning: &'a str, sdg_indicator: Option<&'a str>,
        sdg_match: Option<&'a str>,
    }
    /// A row of `measurement_items`.
    measurement_items: MeasurementItem {
        measurement: &'a str, item: &'a str, position: i64,
    }
    /// A row of `definitions`.
    definitions: Definition {
        definition: &'a str, measurement: &'a str, language: Option<&'a str>, title: &'a str, unit: Option<&'a str>,
        note: Option<&'a str>,
    }
    /// A row of `codes`.
    codes: Code {
        kind: &'a str, code: &'a str, label: &'a str, sentence: Option<&'a str>,
    }
    /// A row of `languages`.
    languages: LanguageName {
        language: &'a str, language_name: &'a str,
    }
    /// A row of `context_bands`.
    context_bands: ContextBand {
        scheme: &'a str, position: i64, band: &'a str,
    }
    /// A row of `statuses`.
    statuses: Status {
        code: &'a str, title: &'a str, value: Option<&'a str>, used_as: &'a str,
    }
    /// A row of `settings`.
    settings: Setting {
        name: &'a str, value: Option<f64>, default_value: Option<f64>, meaning: &'a str,
    }
    /// A row of `peer_variables`.
    peer_variables: PeerVariable {
        variable: &'a str, title: &'a str, unit: Option<&'a str>, transform: Option<&'a str>, weight: Option<f64>,
        max_age: Option<i64>,
    }
    /// A row of `city_groups`.
    city_groups: CityGroup {
        city: &'a str, name: &'a str,
    }
    /// A row of `observations`.
    observations: Observation {
        city: &'a str, cycle: i64, measurement: &'a str, item: &'a str, reference_year: i64, value: Option<f64>,
        quality: Option<&'a str>, verified_by: Option<&'a str>, note: Option<&'a str>,
    }
    /// A row of `practices`.
    practices: Practice {
        city: &'a str, feature: Option<&'a str>, title: &'a str, summary: Option<&'a str>, link: Option<&'a str>,
        started: Option<i64>, cost_band: Option<&'a str>, partners: Option<&'a str>, evidence: Option<&'a str>,
        language: Option<&'a str>,
    }
    /// A row of `brief_stories`.
    brief_stories: BriefStory {
        city: &'a str, area: &'a str, language: Option<&'a str>, practice: Option<&'a str>, title: Option<&'a str>,
        text: Option<&'a str>,
    }
    /// A row of `brief_photos`.
    brief_photos: BriefPhoto {
        slot: &'a str, language: Option<&'a str>, alt: Option<&'a str>, caption: Option<&'a str>, credit: Option<&'a str>,
        width: i64, height: i64, jpeg: Option<&'a str>,
    }
    /// A row of `declarations`.
    declarations: Declaration {
        city: &'a str, role: &'a str, feature: &'a str,
    }
    /// A row of `corrected_values`.
    corrected_values: CorrectedValue {
        city: &'a str, measurement: &'a str, item: &'a str, reference_year: Option<i64>, action: &'a str,
        before: Option<f64>, after: Option<f64>, status_before: Option<&'a str>, status_after: Option<&'a str>,
        reason: Option<&'a str>, date: Option<&'a str>,
    }
    /// A row of `series`.
    series: Point {
        city: &'a str, measurement: &'a str, item: &'a str, reference_year: i64, value: Option<f64>, low: Option<f64>,
        high: Option<f64>, source: &'a str, differs: Option<bool>, definition: Option<&'a str>,
        provisional: Option<bool>, status: Option<&'a str>, break_before: Option<bool>, in_run: Option<bool>,
    }
    /// A row of `progress`.
    progress: Progress {
        city: &'a str, measurement: &'a str, item: &'a str, baseline_year: Option<i64>, baseline_value: Option<f64>,
        latest_year: Option<i64>, latest_value: Option<f64>, change: Option<f64>, movement: Option<&'a str>,
        chance: Option<f64>, certainty: Option<&'a str>, differs: Option<bool>, definition: Option<&'a str>,
        reason: Option<&'a str>, marks: Option<&'a str>,
    }
    /// A row of `progress_components`.
    progress_components: Components {
        city: &'a str, measurement: &'a str, item: &'a str, direction: &'a str, baseline_year: Option<i64>,
        baseline_value: Option<f64>, baseline_low: Option<f64>, baseline_high: Option<f64>,
        baseline_interval: Option<&'a str>, latest_year: Option<i64>, latest_value: Option<f64>,
        latest_low: Option<f64>, latest_high: Option<f64>, latest_interval: Option<&'a str>,
        difference_low: Option<f64>, difference_high: Option<f64>, movement: Option<&'a str>, certainty: Option<&'a str>, reason: Option<&'a str>,
        marks: Option<&'a str>, target_year: Option<i64>, target_value: Option<f64>, required_pace: Option<f64>,
        observed_pace: Option<f64>, needed_pace: Option<f64>, target_status: Option<&'a str>,
        target_reason: Option<&'a str>, trend: Option<&'a str>, trend_first_year: Option<i64>,
        trend_slope: Option<f64>,
    }
    /// A row of `measurement_movement`.
    measurement_movement: MeasurementMovement {
        city: &'a str, measurement: &'a str, outcome: Option<&'a str>, certainty: Option<&'a str>,
        rests_on: Option<&'a str>,
    }
    /// A row of `area_movement`.
    area_movement: AreaMovement {
        city: &'a str, area: &'a str, towards: i64, held: i64, away: i64, no_direction: i64, mixed: i64,
        no_result: i64, towards_firm: i64, away_firm: i64, no_direction_firm: i64, not_tested: i64,
        other_definition: i64, chance: f64,
    }
    /// A row of `network_movement`.
    network_movement: NetworkMovement {
        scope: &'a str, scope_name: Option<&'a str>, area: &'a str, outcome: &'a str, measurements: i64, cities: i64,
        firm: i64, not_tested: i64, other_definition: i64, chance: f64,
    }
    /// A row of `movement_counts`.
    movement_counts: MovementCount {
        measurement: &'a str, item: &'a str, definition: Option<&'a str>, movement: &'a str, cities: i64,
        assessed: i64,
    }
    /// A row of `network_progress`.
    network_progress: NetworkProgress {
        measurement: &'a str, item: &'a str, definition: Option<&'a str>, reference_year: i64, cities: i64, p25: f64,
        median: f64, p75: f64,
    }
    /// A row of `peers`.
    peers: Peer {
        city: &'a str, scheme: &'a str, peer: &'a str, distance: Option<f64>, shared_weight: Option<f64>,
    }
    /// A row of `peer_explanation`.
    peer_explanation: PeerPart {
        city: &'a str, peer: &'a str, variable: &'a str, peer_value: Option<f64>, part: Option<f64>,
    }
    /// A row of `peer_stability`.
    peer_stability: PeerStability {
        city: &'a str, peer: &'a str, runs_kept: Option<i64>, runs: Option<i64>, loose: Option<bool>,
    }
    /// A row of `peer_groups`.
    peer_groups: PeerGroup {
        city: &'a str, scheme: &'a str, group_name: &'a str, others: i64,
    }
    /// A row of `peer_context`.
    peer_context: PeerContext {
        city: &'a str, variable: &'a str, value: f64, year: Option<i64>,
    }
    /// A row of `peer_comparison`.
    peer_comparison: Comparison {
        city: &'a str, scheme: &'a str, measurement: &'a str, item: &'a str, latest_year: Option<i64>,
        value: Option<f64>, low: Option<f64>, high: Option<f64>, n_peers: Option<i64>, median: Option<f64>, p25: Option<f64>, p75: Option<f64>, standing: Option<&'a str>, reason: Option<&'a str>,
        marks: Option<&'a str>,
    }
    /// A row of `peer_change_comparison`.
    peer_change_comparison: ChangeComparison {
        city: &'a str, scheme: &'a str, measurement: &'a str, item: &'a str, baseline_year: Option<i64>,
        latest_year: Option<i64>, change_per_year: Option<f64>, n_peers: Option<i64>, p25: Option<f64>,
        p75: Option<f64>, standing: Option<&'a str>, peers_rose: Option<i64>, peers_held: Option<i64>,
        peers_fell: Option<i64>, marks: Option<&'a str>,
    }
    /// A row of `peer_series`.
    peer_series: PeerYear {
        city: &'a str, scheme: &'a str, measurement: &'a str, item: &'a str, reference_year: i64,
        n_peers: Option<i64>, median: Option<f64>, p25: Option<f64>, p75: Option<f64>,
    }
    /// A row of `peer_correlations`.
    peer_correlations: PeerCorrelation {
        variable: &'a str, other_variable: &'a str, cities: i64, correlation: Option<f64>,
    }
    /// A row of `peer_prediction`.
    peer_prediction: PeerPrediction {
        measurement: &'a str, predicted: &'a str, cities: i64, skill: Option<f64>,
    }
    /// A row of `learning_requests`.
    learning_requests: LearningRequest {
        city: &'a str, measurement: &'a str, item: &'a str, feature: &'a str, why: &'a str, latest_year: Option<i64>,
        value: Option<f64>, reach: Option<&'a str>, towards: Option<i64>, held: Option<i64>, away: Option<i64>,
        reason: Option<&'a str>,
    }
    /// A row of `peer_learning`.
    peer_learning: PeerLearning {
        city: &'a str, measurement: &'a str, item: &'a str, feature: &'a str, peer: &'a str, from_year: Option<i64>,
        from_value: Option<f64>, to_year: Option<i64>, to_value: Option<f64>, practice: Option<&'a str>,
        practice_summary: Option<&'a str>, practice_link: Option<&'a str>, offers_help: Option<bool>,
    }
    /// A row of `learning_offers`.
    learning_offers: LearningOffer {
        city: &'a str, feature: &'a str, role: &'a str, peer: &'a str, declared: Option<bool>,
        reciprocal: Option<bool>, offers_all: Option<i64>,
    }
    /// A row of `city_contacts`.
    city_contacts: CityContact {
        city: &'a str, languages: Option<&'a str>, time_zone: Option<&'a str>, contact_consent: &'a str,
        contact_name: Option<&'a str>, contact_role: Option<&'a str>, contact_email: Option<&'a str>,
    }
    /// A row of `coverage`.
    coverage: Coverage {
        city: &'a str, cycle: i64, area: &'a str, series_expected: i64, series_reported: i64,
    }
    /// A row of `coverage_network`.
    coverage_network: CoverageNetwork {
        measurement: &'a str, cycle: i64, cities_expected: i64, cities_reported: i64, definition: Option<&'a str>,
    }
    /// A row of `coverage_detail`.
    coverage_detail: CoverageDetail {
        city: &'a str, cycle: i64, area: &'a str, series_expected: i64, on_time: i64, late: i64, undated: i64,
        carried: i64, missing: i64, official: i64, survey: i64, expert: i64,
    }
    /// A row of `coverage_features`.
    coverage_features: CoverageFeature {
        city: &'a str, feature: &'a str, series_reported: i64,
    }
    /// A row of `item_gaps`.
    item_gaps: ItemGap {
        city: &'a str, measurement: &'a str, first_item: &'a str, second_item: &'a str, baseline_year: Option<i64>,
        baseline_gap: Option<f64>, latest_year: Option<i64>, latest_gap: Option<f64>, gap: Option<&'a str>,
        reason: Option<&'a str>, marks: Option<&'a str>,
    }
    /// A row of `benefits_and_conditions`.
    benefits_and_conditions: Together {
        city: &'a str, cycle: i64, dimension: i64, towards: i64, held: i64, away: i64, no_direction: i64, mixed: i64,
    }
    /// A row of `network_summary`.
    network_summary: NetworkSummary {
        scope: &'a str, scope_name: Option<&'a str>, area: &'a str, outcome: &'a str, cities_with_result: i64,
        measurements: i64, median_measurements: f64, firm: i64, not_tested: i64, other_definition: i64, chance: f64,
    }
    /// A row of `network_counted`.
    network_counted: NetworkCounted {
        scope: &'a str, scope_name: Option<&'a str>, area: &'a str, outcome: &'a str, withheld_cities: i64,
        measurements_with_withheld: i64,
    }
    /// A row of `country_summary`.
    country_summary: CountrySummary {
        country: &'a str, enough: bool, cities_reported: Option<i64>, series_reported: Option<i64>,
        series_expected: Option<i64>, practices: Option<i64>, cities_with_practices: Option<i64>,
        learning_links: Option<i64>, named_elsewhere: Option<i64>,
    }
    /// A row of `consistency`.
    consistency: Question {
        city: &'a str, code: &'a str, measurement: &'a str, item: &'a str, reference_year: i64,
    }
}
