-- step_paths: how each series went on from each of its earlier points to its latest
-- grain: one row a series and earlier point of its comparable run, at least two years before the latest
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- city_number: the city, as in step_cities
-- kind: measurement, item, source kind, definition and price base, as in step_kinds
-- from_year: year of the earlier point
-- from_value: its value
-- to_year: year of the latest point
-- to_value: its value
-- years: years between the two
-- outcome: towards, held or away
-- may_be_named: whether that outcome is towards and so is the series' own published movement, which is firm
-- good: the latest value on a scale on which more is better, as in step_good
-- good_low: lower end of its interval; empty where nothing is known of its uncertainty
with

pairs as (
    select
        step_latest.city,
        step_latest.measurement,
        step_latest.item,
        step_latest.city_number,
        step_latest.kind,
        step_latest.direction,
        step_latest.scale in ('percent', 'rating') as absolute,
        stg_point_keys.reference_year as from_year,
        stg_point_keys.value as from_value,
        stg_point_keys.low as from_low,
        stg_point_keys.high as from_high,
        cast(step_latest.latest_year as bigint) as to_year,
        step_latest.value as to_value,
        step_own_intervals.low as to_low,
        step_own_intervals.high as to_high,
        step_good.good,
        step_good.good_low,
        -- The least change called movement, from this point on (methods 3.4).
        case
            when step_latest.scale = 'percent'
                then least(
                    measurements.min_change,
                    greatest(
                        stg_settings.min_change_share * least(stg_point_keys.value, 100.0 - stg_point_keys.value),
                        stg_settings.min_change_least
                    )
                )
            when step_latest.expert_rating and least(stg_point_keys.reviewers, ends.reviewers) < stg_settings.few_reviewers
                then greatest(measurements.min_change, stg_settings.few_reviewers_change)
            else measurements.min_change
        end as min_change,
        coalesce(progress.movement = 'towards' and progress.certainty = 'firm', false) as firmly_towards
    from stg_settings
    cross join step_latest
    inner join step_good on step_latest.series_number = step_good.series_number
    inner join step_own_intervals on step_latest.series_number = step_own_intervals.series_number
    inner join measurements on step_latest.measurement = measurements.measurement
    inner join progress
        on
            step_latest.city = progress.city
            and step_latest.measurement = progress.measurement
            and step_latest.item = progress.item
    inner join stg_point_keys
        on
            step_latest.city = stg_point_keys.city
            and step_latest.measurement = stg_point_keys.measurement
            and step_latest.item = stg_point_keys.item
    inner join stg_point_keys as ends
        on
            step_latest.city = ends.city
            and step_latest.measurement = ends.measurement
            and step_latest.item = ends.item
            and step_latest.latest_year = ends.reference_year
    where
        stg_point_keys.in_run
        and not step_latest.current_prices
        and step_latest.latest_year - stg_point_keys.reference_year >= stg_settings.learning_years
        and (step_latest.scale in ('percent', 'rating') or least(stg_point_keys.value, step_latest.value) > 0.0)
),

-- An earlier point without an interval has that of the latest: as wide in points, or, on relative scales, in proportion.
ranged as (
    select
        *,
        case
            when from_low is not null then from_value - from_low
            when absolute then to_value - to_low
            else from_value * (1.0 - to_low / to_value)
        end as from_reach_down,
        case
            when from_high is not null then from_high - from_value
            when absolute then to_high - to_value
            else from_value * (to_high / to_value - 1.0)
        end as from_reach_up,
        case when absolute then to_value - from_value else to_value / from_value - 1.0 end as change,
        case when absolute then 1.0 else greatest(from_value, to_value) end as unit
    from pairs
),

-- MOVER, as in step_changes.
tested as (
    select
        *,
        to_value - from_value - sqrt(power(to_value - to_low, 2) + power(from_reach_up, 2)) as difference_low,
        to_value - from_value + sqrt(power(to_high - to_value, 2) + power(from_reach_down, 2)) as difference_high,
        case direction
            when 'up' then change
            when 'down' then -change
            else abs(from_value - 50.0) - abs(to_value - 50.0)
        end as gain
    from ranged
),

decided as (
    select
        *,
        case
            when coalesce(round(difference_low / unit, 9) <= 0.0 and round(difference_high / unit, 9) >= 0.0, false) then 'held'
            when round(abs(change), 9) < min_change then 'held'
            when round(gain, 9) >= min_change then 'towards'
            when round(-gain, 9) >= min_change then 'away'
            else 'held'
        end as outcome
    from tested
    where abs(change) < 1e300
)

select
    city,
    measurement,
    item,
    city_number,
    kind,
    from_year,
    from_value,
    to_year,
    to_value,
    to_year - from_year as years,
    outcome,
    firmly_towards and outcome = 'towards' as may_be_named,
    good,
    good_low
from decided
