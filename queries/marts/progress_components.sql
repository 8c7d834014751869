-- progress_components: everything that a movement, a target status and a trend were decided from
-- grain: one row a registered city, measurement and item: the series asked for and those reported besides
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- min_change: smallest whole change called movement, as it holds for these two points
-- baseline_year: year of the first point of the comparable run at or after the city's baseline year
-- baseline_value: its value
-- baseline_low: lower end of its 95 % interval
-- baseline_high: upper end of its 95 % interval
-- latest_year: year of the last point
-- latest_value: its value
-- latest_low: lower end of its 95 % interval
-- latest_high: upper end of its 95 % interval
-- difference_low: lower end of the 95 % interval of latest - baseline (MOVER)
-- difference_high: upper end of the 95 % interval of latest - baseline
-- target_year: year by which the city wants to reach its target
-- target_value: the target
-- rule: the rule that decided: points, stale, base, noise, size, parity or direction
-- movement: towards, away, steady, within_noise, at_parity, rose or fell
-- reason: why there is no movement, or why the change is not a relative one
-- marks: what a reader must know besides, separated by |
-- required_pace: change a year that leads from the baseline to the target in its year, as in target_status
-- observed_pace: change a year from the baseline to the latest point
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
    step_movements.city,
    step_movements.measurement,
    step_movements.item,
    step_movements.scale,
    step_movements.direction,
    step_movements.min_change,
    step_movements.baseline_year,
    step_movements.baseline_value,
    step_movements.baseline_low,
    step_movements.baseline_high,
    step_movements.latest_year,
    step_movements.latest_value,
    step_movements.latest_low,
    step_movements.latest_high,
    step_movements.difference_low,
    step_movements.difference_high,
    target_status.target_year,
    target_status.target_value,
    step_movements.rule,
    step_movements.movement,
    step_movements.reason,
    step_movements.marks,
    target_status.required_pace,
    target_status.observed_pace,
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
from step_movements
left join target_status
    on
        step_movements.city = target_status.city
        and step_movements.measurement = target_status.measurement
        and step_movements.item = target_status.item
left join trend
    on
        step_movements.city = trend.city
        and step_movements.measurement = trend.measurement
        and step_movements.item = trend.item
order by step_movements.city, step_movements.measurement, step_movements.item
