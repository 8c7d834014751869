-- step_changes: the change of each series, its uncertainty, and what keeps it from being computed
-- grain: one row a registered city, measurement and item
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- source: source kind of the comparable run
-- differs: whether the definition of the run differs
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
-- reason: why there is no change, or why it is not a relative one
-- absolute: whether the change is a difference and not a fraction
-- change: points for percent and rating, a fraction for relative scales
-- change_per_year: the same for one year
-- size: the change without its sign, as it is compared with min_change
-- difference_low: lower end of the 95 % interval of latest - baseline
-- difference_high: upper end of the 95 % interval of latest - baseline
-- within_noise: whether that interval covers 0
-- few_reviewers: an expert rating by too few reviewers
-- provisional: whether one of the two is provisional
-- uncertainty_unknown: a survey's change that cannot be tested
-- effect_assumed: whether one of the two intervals rests on an assumed design effect

-- Two values may lie so far apart that their ratio, or the square of a distance, is no number any more: reason out_of_numbers.
-- Ends of intervals are read to nine decimals: of a point, or, on relative scales, of the larger of the two values. Whether an interval
-- that just touches 0 covers it must not hang on the last bit of a binary fraction, nor on the unit a value is written in.
with

judged as (
    select
        step_ends.*,
        case
            when latest_year is null then 'no_points'
            when stale then 'stale'
            when baseline_year is null then 'one_point'
            when scale not in ('percent', 'rating') and (baseline_value <= 0 or latest_value <= 0) then 'base_not_positive'
        end as reason,
        latest_year is not null
        and scale = 'rating' and source = 'expert' and reviewers < stg_settings.few_reviewers as few_reviewers,
        stg_settings.few_reviewers_change,
        stg_settings.count_change,
        case when scale in ('percent', 'rating') then 1.0 else greatest(abs(baseline_value), abs(latest_value)) end as size_of_values
    from stg_settings
    cross join step_ends
),

measured as (
    select
        *,
        scale in ('percent', 'rating') or coalesce(reason = 'base_not_positive', false) as absolute,
        case
            when few_reviewers then greatest(catalogue_min_change, few_reviewers_change)
            when reason = 'base_not_positive' and scale = 'count' then count_change
            else catalogue_min_change
        end as min_change,
        coalesce(reason, '') not in ('no_points', 'stale', 'one_point') as has_change
    from judged
),

changed as (
    select
        *,
        case
            when not has_change then null
            when absolute then latest_value - baseline_value
            else latest_value / baseline_value - 1.0
        end as change,
        case
            when not has_change then null
            when absolute then (latest_value - baseline_value) / years
            else power(latest_value / baseline_value, 1.0 / years) - 1.0
        end as change_per_year,
        -- MOVER, Zou and Donner 2008: the distance from each value to the nearer end of its interval.
        case when has_change and baseline_high is not null and latest_low is not null
            then sqrt(power(latest_value - latest_low, 2) + power(baseline_high - baseline_value, 2))
        end as reach_down,
        case when has_change and baseline_low is not null and latest_high is not null
            then sqrt(power(latest_high - latest_value, 2) + power(baseline_value - baseline_low, 2))
        end as reach_up
    from measured
),

ranged as (
    select
        *,
        latest_value - baseline_value - reach_down as low,
        latest_value - baseline_value + reach_up as high,
        has_change and not (
            abs(change) < 1e300
            and abs(change_per_year) < 1e300
            and coalesce(abs(latest_value - baseline_value - reach_down) < 1e300, true)
            and coalesce(abs(latest_value - baseline_value + reach_up) < 1e300, true)
        ) as out_of_numbers
    from changed
)

select
    city,
    measurement,
    item,
    scale,
    direction,
    source,
    differs,
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
    case when out_of_numbers then 'out_of_numbers' else reason end as reason,
    absolute,
    case when not out_of_numbers then change end as change,
    case when not out_of_numbers then change_per_year end as change_per_year,
    -- Nine decimals: 0.7 - 0.2 is half a point, whatever the binary fraction says.
    case when not out_of_numbers then round(abs(change), 9) end as size,
    case when not out_of_numbers then low end as difference_low,
    case when not out_of_numbers then high end as difference_high,
    coalesce(
        not out_of_numbers
        and (size_of_values = 0.0 or (round(low / size_of_values, 9) <= 0.0 and round(high / size_of_values, 9) >= 0.0)),
        false
    )
    and low is not null as within_noise,
    few_reviewers,
    provisional,
    has_change and source = 'survey' and reach_down is null as uncertainty_unknown,
    effect_assumed
from ranged
