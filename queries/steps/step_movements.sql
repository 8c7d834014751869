-- step_movements: what came of each series, and the rule that decided
-- grain: one row a registered city, measurement and item
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- min_change: smallest whole change called movement, as it holds for these two points
-- baseline_year: year of the baseline
-- baseline_value: its value
-- baseline_low: lower end of its interval
-- baseline_high: upper end of its interval
-- latest_year: year of the latest point
-- latest_value: its value
-- latest_low: lower end of its interval
-- latest_high: upper end of its interval
-- years: years from baseline to latest
-- difference_low: lower end of the 95 % interval of latest - baseline
-- difference_high: upper end of the 95 % interval of latest - baseline
-- rule: points, stale, base, noise, size, parity or direction
-- movement: towards, away, steady, within_noise, at_parity, rose or fell
-- reason: why there is no movement, or why the change is not a relative one
-- marks: what a reader must know besides, separated by |
with

-- How far from an equal share, and whether the latest share is an equal one.
parity as (
    select
        step_changes.*,
        round(abs(latest_value - 50.0) - abs(baseline_value - 50.0), 9) as drift,
        latest_value between stg_settings.parity_low and stg_settings.parity_high
        or coalesce(50.0 between latest_low and latest_high, false) as equal_share
    from stg_settings
    cross join step_changes
),

decided as (
    select
        *,
        case
            when reason in ('no_points', 'one_point') then 'points'
            when reason = 'stale' then 'stale'
            when reason = 'out_of_numbers' or (reason = 'base_not_positive' and scale <> 'count') then 'base'
            when within_noise then 'noise'
            when size < min_change then 'size'
            when direction = 'parity' then 'parity'
            else 'direction'
        end as rule
    from parity
),

moved as (
    select
        *,
        case
            when rule in ('points', 'stale', 'base') then null
            when rule = 'noise' then 'within_noise'
            when rule = 'size' then 'steady'
            when rule = 'parity' and equal_share then 'at_parity'
            when rule = 'parity' and -drift >= min_change then 'towards'
            when rule = 'parity' and drift >= min_change then 'away'
            when rule = 'parity' then 'steady'
            when direction = 'none' and change > 0.0 then 'rose'
            when direction = 'none' then 'fell'
            when (direction = 'up') = (change > 0.0) then 'towards'
            else 'away'
        end as movement,
        case when provisional then '|provisional' else '' end
        || case when uncertainty_unknown then '|uncertainty_unknown' else '' end
        || case when few_reviewers then '|few_reviewers' else '' end
        || case when effect_assumed then '|design_effect_assumed' else '' end as marked
    from decided
)

select
    city,
    measurement,
    item,
    scale,
    direction,
    min_change,
    baseline_year,
    baseline_value,
    baseline_low,
    baseline_high,
    latest_year,
    latest_value,
    latest_low,
    latest_high,
    years,
    difference_low,
    difference_high,
    rule,
    movement,
    reason,
    nullif(substr(marked, 2), '') as marks
from moved
