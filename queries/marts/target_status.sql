-- target_status: how far a city is from the targets that it set itself
-- grain: one row a city, measurement and item with a public target
-- made: by city
-- published: 23
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- target_year: year by which the city wants to reach it
-- target_value: the target
-- required_pace: change a year that leads from the baseline to the target in its year
-- observed_pace: change a year from the baseline to the latest point
-- needed_pace: change a year that leads from the latest point to the target in its year; empty where it is reached or its year has come
-- ratio: observed_pace / required_pace
-- status: achieved, maintained, missed, on_track, needs_acceleration, limited, moving_away or uncertain
-- reason: why there is no status; or target_wrong_side beside one

-- Paces are points a year for percent and rating, compound rates for rate, ratio, amount and count, and for parity the points by
-- which the distance to 50 shrinks in a year. They stand wherever they can be computed, whatever the status.
-- Reached: at the target or past it, in the measurement's direction. For parity, no farther from 50 than the target is; a target
-- that counts as parity is reached by a share that does. Where no direction is set, the city's own target sets it: past the target
-- is on the other side of it than the baseline; without a baseline only the target itself.
-- In this order: latest reached: maintained where the baseline was too, else achieved. Not reached: missed where the latest
-- point is of the target's year or later; no status where that year is over at the brief's cycle and no point speaks of it; uncertain
-- where the change is within noise; moving_away where the baseline had reached it; else by the ratio, to nine decimals.
-- A target that every published value has passed is reached, and the reason asks whether it was meant so. A target of a year before
-- the baseline is reached or missed like any other; the check check_target_sense lists it.
with

public_targets as (
    select city, measurement, item, year as target_year, value as target_value
    from targets
    where consent = 'public'
),

extremes as (
    select
        city,
        measurement,
        item,
        min(value) as lowest,
        max(value) as highest,
        max(abs(value - 50.0)) as farthest
    from series
    group by city, measurement, item
),

joined as (
    select
        public_targets.*,
        measurements.scale,
        measurements.direction,
        measurements.scale in ('percent', 'rating') as linear,
        int_movements.baseline_year,
        int_movements.baseline_value,
        int_movements.latest_year,
        int_movements.latest_value,
        int_movements.years,
        int_movements.rule,
        case when int_movements.latest_year is null then 'no_points' else int_movements.reason end as series_reason,
        public_targets.target_year - int_movements.baseline_year as target_years,
        public_targets.target_value between stg_settings.parity_low and stg_settings.parity_high as target_equal,
        int_movements.latest_value between stg_settings.parity_low and stg_settings.parity_high as latest_equal,
        int_movements.baseline_value between stg_settings.parity_low and stg_settings.parity_high as baseline_equal,
        extremes.lowest,
        extremes.highest,
        extremes.farthest,
        brief.cycle,
        stg_settings.target_on_track,
        stg_settings.target_limited
    from brief
    cross join stg_settings
    cross join public_targets
    inner join measurements on public_targets.measurement = measurements.measurement
    left join int_movements
        on
            public_targets.city = int_movements.city
            and public_targets.measurement = int_movements.measurement
            and public_targets.item = int_movements.item
    left join extremes
        on
            public_targets.city = extremes.city
            and public_targets.measurement = extremes.measurement
            and public_targets.item = extremes.item
),

sided as (
    select
        *,
        -- How much is missing to the target; reached at 0 or below.
        case
            when direction = 'up' then target_value - latest_value
            when direction = 'down' then latest_value - target_value
            when direction = 'parity' and target_equal and latest_equal then 0.0
            when direction = 'parity' then round(abs(latest_value - 50.0) - abs(target_value - 50.0), 9)
            else
                coalesce(
                    nullif(signum(target_value - baseline_value), 0.0) * (target_value - latest_value),
                    abs(target_value - latest_value)
                )
        end as latest_short,
        case
            when direction = 'up' then target_value - baseline_value
            when direction = 'down' then baseline_value - target_value
            when direction = 'parity' and target_equal and baseline_equal then 0.0
            when direction = 'parity' then round(abs(baseline_value - 50.0) - abs(target_value - 50.0), 9)
            else abs(target_value - baseline_value)
        end as baseline_short,
        coalesce(
            case direction
                when 'up' then target_value < lowest
                when 'down' then target_value > highest
                when 'parity' then not target_equal and round(abs(target_value - 50.0) - farthest, 9) > 0.0
                else false
            end,
            false
        ) as wrong_side
    from joined
),

paced as (
    select
        *,
        case
            when baseline_year is null or series_reason in ('stale', 'no_points') then null
            when direction = 'parity' then (abs(baseline_value - 50.0) - abs(latest_value - 50.0)) / years
            when linear then (latest_value - baseline_value) / years
            when baseline_value > 0.0 and latest_value > 0.0 then power(latest_value / baseline_value, 1.0 / years) - 1.0
        end as observed,
        case
            when baseline_year is null or series_reason in ('stale', 'no_points') or baseline_short <= 0.0 or target_years <= 0
                then null
            when direction = 'parity' then (abs(baseline_value - 50.0) - abs(target_value - 50.0)) / target_years
            when linear then (target_value - baseline_value) / target_years
            when baseline_value > 0.0 and target_value > 0.0
                then power(target_value / baseline_value, 1.0 / target_years) - 1.0
        end as required,
        case
            when latest_year is null or series_reason = 'stale' or latest_short <= 0.0 or target_year <= latest_year then null
            when direction = 'parity'
                then (abs(latest_value - 50.0) - abs(target_value - 50.0)) / (target_year - latest_year)
            when linear then (target_value - latest_value) / (target_year - latest_year)
            when latest_value > 0.0 and target_value > 0.0
                then power(target_value / latest_value, 1.0 / (target_year - latest_year)) - 1.0
        end as needed
    from sided
),

-- Nothing that is not finite: two values may lie too far apart, or too near, for a pace.
measured as (
    select
        *,
        case when abs(observed) < 1e300 then observed end as observed_pace,
        case when abs(required) > 0.0 and abs(required) < 1e300 then required end as required_pace,
        case when abs(needed) < 1e300 then needed end as needed_pace,
        case
            when not (abs(observed) < 1e300 and abs(required) > 0.0 and abs(required) < 1e300) then null
            when observed = 0.0 and required <> 0.0 then 0.0
            when abs(observed / required) < 1e300 then observed / required
        end as ratio
    from paced
),

decided as (
    select
        *,
        case
            when series_reason in ('no_points', 'stale') then null
            when latest_short <= 0.0 and baseline_short <= 0.0 then 'maintained'
            when latest_short <= 0.0 then 'achieved'
            when target_year is null then null
            when latest_year >= target_year then 'missed'
            when cycle > target_year or baseline_year is null then null
            when rule = 'noise' then 'uncertain'
            when direction = 'none' and target_value = baseline_value then null
            when baseline_short <= 0.0 then 'moving_away'
            when ratio is null then null
            when round(ratio, 9) >= target_on_track then 'on_track'
            when round(ratio, 9) >= target_limited then 'needs_acceleration'
            when ratio > -5e-10 then 'limited'
            else 'moving_away'
        end as status
    from measured
)

select
    city,
    measurement,
    item,
    target_year,
    target_value,
    required_pace,
    observed_pace,
    needed_pace,
    ratio,
    status,
    case
        when status in ('achieved', 'maintained') and wrong_side then 'target_wrong_side'
        when status is not null then null
        when series_reason in ('no_points', 'stale') then series_reason
        when target_year is null then 'target_without_year'
        when cycle > target_year then 'target_unmeasured'
        when baseline_year is null then 'one_point'
        when direction = 'none' and target_value = baseline_value then 'target_at_baseline'
        when not linear and (baseline_value <= 0.0 or latest_value <= 0.0) then 'base_not_positive'
        when not linear and target_value <= 0.0 then 'target_not_positive'
        else 'no_pace'
    end as reason
from decided
order by city, measurement, item
