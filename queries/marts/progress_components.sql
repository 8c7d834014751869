-- progress_components: everything that a movement, a target status and a trend were decided from
-- grain: one row a registered city, measurement and item: the series asked for and those reported besides
-- made: by city
-- published: 22
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- min_change: smallest whole change called movement, as it holds for these two points
-- baseline_year: year of the first point of the comparable run at or after the city's baseline year
-- baseline_value: its value
-- baseline_low: lower end of its 95 % interval, by whatever rule it has one
-- baseline_high: upper end of its 95 % interval
-- baseline_interval: given, wilson, borrowed (half-width of the other end), network (the network's median half-width) or fluctuation
-- latest_year: year of the last point
-- latest_value: its value
-- latest_low: lower end of its 95 % interval
-- latest_high: upper end of its 95 % interval
-- latest_interval: as baseline_interval
-- fluctuation: usual fluctuation of the measurement, item and source kind in the network: points, or logarithms on relative scales
-- tested_by: what tests the change: interval, borrowed or fluctuation; empty where nothing does
-- difference_low: lower end of the 95 % interval of latest - baseline (MOVER)
-- difference_high: upper end of the 95 % interval of latest - baseline
-- standard_error: standard error of the change, in the unit of min_change
-- chance: how often noise alone would pass for a movement: 2 (1 - Phi(max(z, min_change / standard_error))), 0 to 1
-- if_baseline_later: the movement, or why there is none, had the next point of the run been the baseline
-- if_latest_earlier: the same had the point before the latest been the latest
-- target_year: year by which the city wants to reach its target
-- target_value: the target
-- rule: the rule that decided: points, stale, prices, base, noise, size, parity or direction
-- movement: towards, away, steady, within_noise, at_parity, rose or fell
-- certainty: firm or tentative, of what moved
-- reason: why there is no movement, or why the change is not a relative one
-- marks: what a reader must know besides, separated by |
-- required_pace: change a year that leads from the baseline to the target in its year, as in target_status
-- observed_pace: change a year from the baseline to the latest point
-- needed_pace: change a year that leads from the latest point to the target in its year
-- ratio: R: observed_pace / required_pace
-- target_status: achieved, maintained, missed, on_track, needs_acceleration, limited, moving_away or uncertain
-- target_reason: why a target has no status; or target_wrong_side beside one
-- trend_first_year: year of the first point of the comparable run
-- trend_n: points in the comparable run
-- trend_slope: Theil and Sen's slope, in the measurement's unit a year
-- trend_s: Mann-Kendall's score
-- trend_variance: its variance in random order, corrected for ties, where the normal distribution is used
-- trend_correction: factor on that variance for serial correlation
-- trend_p: two-sided p
-- trend_p_kind: exact or normal
-- trend: rising, falling or no_clear_trend
-- trend_reason: why there is no trend
select
    int_changes.city,
    int_changes.measurement,
    int_changes.item,
    int_changes.scale,
    int_changes.direction,
    int_changes.min_change,
    int_changes.baseline_year,
    int_changes.baseline_value,
    int_changes.baseline_low,
    int_changes.baseline_high,
    int_changes.baseline_interval,
    int_changes.latest_year,
    int_changes.latest_value,
    int_changes.latest_low,
    int_changes.latest_high,
    int_changes.latest_interval,
    int_changes.fluctuation,
    int_changes.tested_by,
    int_changes.difference_low,
    int_changes.difference_high,
    int_changes.standard_error,
    int_changes.chance,
    int_movements.if_baseline_later,
    int_movements.if_latest_earlier,
    target_status.target_year,
    target_status.target_value,
    int_changes.rule,
    int_movements.movement,
    int_movements.certainty,
    int_movements.reason,
    int_movements.marks,
    target_status.required_pace,
    target_status.observed_pace,
    target_status.needed_pace,
    target_status.ratio,
    target_status.status as target_status,
    target_status.reason as target_reason,
    trend.first_year as trend_first_year,
    trend.n as trend_n,
    trend.slope as trend_slope,
    trend.s as trend_s,
    trend.variance as trend_variance,
    trend.correction as trend_correction,
    trend.p as trend_p,
    trend.p_kind as trend_p_kind,
    trend.trend,
    trend.reason as trend_reason
from int_changes
inner join int_movements
    on
        int_changes.city = int_movements.city
        and int_changes.measurement = int_movements.measurement
        and int_changes.item = int_movements.item
left join target_status
    on
        int_changes.city = target_status.city
        and int_changes.measurement = target_status.measurement
        and int_changes.item = target_status.item
left join trend
    on
        int_changes.city = trend.city
        and int_changes.measurement = trend.measurement
        and int_changes.item = trend.item
order by int_changes.city, int_changes.measurement, int_changes.item
