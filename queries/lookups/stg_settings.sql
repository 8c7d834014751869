-- stg_settings: thresholds in force, side by side
-- grain: one row
-- peers_k: cities in a nearest peer group
-- peers_min: fewest peers with a comparable point
-- peers_window: most years between a city's latest point and a peer's
-- change_window: most years between each end of a city's own change and a peer's
-- shared_weight: least share of the context's weight that a city must hold
-- stability_low: share of the searches without one variable below which a nearest peer is marked
-- stale_years: a latest point more years than this before the cycle is stale
-- z: standard deviations for the interval
-- design_effect: design effect assumed where none is declared
-- min_change_share: share of the smaller of p and 100 - p at the baseline beyond which no larger change of a percentage is asked for
-- min_change_least: least change of a percentage called movement, in points
-- interval_cities: fewest cities with an interval before their median half-width serves for others
-- fluctuation_triples: fewest triples of consecutive values for a usual fluctuation
-- fluctuation_cities: fewest cities among them
-- parity_low: lower end of parity, percent
-- parity_high: upper end of parity, percent
-- few_reviewers: an expert rating by fewer reviewers needs a larger change
-- few_reviewers_change: that change, in rating points
-- count_change: smallest change of a count whose relative change cannot be computed, in whole units
-- learning_logit: distance on the logit scale within which two percentages are alike
-- learning_share_low: percentage to which smaller ones are raised before that
-- learning_share_high: percentage to which larger ones are lowered before that
-- learning_rating: rating points within which two values are alike
-- learning_factor: factor within which two values of a relative scale are alike
-- learning_years: fewest years between a peer's earlier value and its latest
-- learning_most: most cities named for one series
-- summary_cities: fewest cities of a group before its summary is shown
-- target_on_track: share of the required pace from which a series is on track
-- target_limited: share of the required pace below which it makes little headway
-- trend_points: fewest points for a trend
-- trend_exact: most points for the exact test
-- trend_p: p below which a trend is clear
-- aggregate_cities: fewest cities of a result in which withheld values may be counted
-- aggregate_withheld: fewest withheld cities among them
-- aggregate_spread: fewest withheld cities in each of two outcomes
-- deadline_month: last month of a cycle's year in which a submission is on time
-- band_years: greatest age of a context value that puts a city into a group
-- jump_z: robust standard deviations beyond which a change raises a question
-- fraction_factor: times by which a fraction lies below its neighbours
-- exchanged_factor: times by which women and men fit the year before better when exchanged
-- year_off_share: share of a city's series that keep their delay, from which on one that does not is in question
-- jump_z_asked: robust standard deviations from the network's own yearly changes beyond which a city is asked about a change before it sends it
-- copied_least: values of a city equal to those of the cycle before from which on they may have been copied forward
-- copied_share: share of a city's values equal to those of the cycle before from which on they may have been copied forward
-- copied_changes: changes between cycles that the network must have before they say how likely an equal value is
-- copied_chance: probability below which a single value equal to that of the cycle before raises a question
select
    max(case when name = 'peers_k' then value end) as peers_k,
    max(case when name = 'peers_min' then value end) as peers_min,
    max(case when name = 'peers_window' then value end) as peers_window,
    max(case when name = 'change_window' then value end) as change_window,
    max(case when name = 'shared_weight' then value end) as shared_weight,
    max(case when name = 'stability_low' then value end) as stability_low,
    max(case when name = 'stale_years' then value end) as stale_years,
    max(case when name = 'z' then value end) as z,
    max(case when name = 'design_effect' then value end) as design_effect,
    max(case when name = 'min_change_share' then value end) as min_change_share,
    max(case when name = 'min_change_least' then value end) as min_change_least,
    max(case when name = 'interval_cities' then value end) as interval_cities,
    max(case when name = 'fluctuation_triples' then value end) as fluctuation_triples,
    max(case when name = 'fluctuation_cities' then value end) as fluctuation_cities,
    max(case when name = 'parity_low' then value end) as parity_low,
    max(case when name = 'parity_high' then value end) as parity_high,
    max(case when name = 'few_reviewers' then value end) as few_reviewers,
    max(case when name = 'few_reviewers_change' then value end) as few_reviewers_change,
    max(case when name = 'count_change' then value end) as count_change,
    max(case when name = 'learning_logit' then value end) as learning_logit,
    max(case when name = 'learning_share_low' then value end) as learning_share_low,
    max(case when name = 'learning_share_high' then value end) as learning_share_high,
    max(case when name = 'learning_rating' then value end) as learning_rating,
    max(case when name = 'learning_factor' then value end) as learning_factor,
    max(case when name = 'learning_years' then value end) as learning_years,
    max(case when name = 'learning_most' then value end) as learning_most,
    max(case when name = 'summary_cities' then value end) as summary_cities,
    max(case when name = 'target_on_track' then value end) as target_on_track,
    max(case when name = 'target_limited' then value end) as target_limited,
    max(case when name = 'trend_points' then value end) as trend_points,
    max(case when name = 'trend_exact' then value end) as trend_exact,
    max(case when name = 'trend_p' then value end) as trend_p,
    max(case when name = 'aggregate_cities' then value end) as aggregate_cities,
    max(case when name = 'aggregate_withheld' then value end) as aggregate_withheld,
    max(case when name = 'aggregate_spread' then value end) as aggregate_spread,
    max(case when name = 'deadline_month' then value end) as deadline_month,
    max(case when name = 'band_years' then value end) as band_years,
    max(case when name = 'jump_z' then value end) as jump_z,
    max(case when name = 'fraction_factor' then value end) as fraction_factor,
    max(case when name = 'exchanged_factor' then value end) as exchanged_factor,
    max(case when name = 'year_off_share' then value end) as year_off_share,
    max(case when name = 'jump_z_asked' then value end) as jump_z_asked,
    max(case when name = 'copied_least' then value end) as copied_least,
    max(case when name = 'copied_share' then value end) as copied_share,
    max(case when name = 'copied_changes' then value end) as copied_changes,
    max(case when name = 'copied_chance' then value end) as copied_chance
from settings
