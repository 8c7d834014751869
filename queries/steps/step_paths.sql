-- step_paths: earlier points from which a city moved towards where progress lies, by its latest point
-- grain: one row a city, measurement, item and earlier year
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- source: source kind of the comparable run
-- differs: whether its definition differs
-- scale: percent, rating, rate, ratio, amount or count
-- city_number: the city, as in step_cities
-- kind: measurement, item, source kind and definition, as in step_kinds
-- from_year: year of the earlier point
-- from_value: its value
-- to_year: year of the latest point
-- to_value: its value
-- years: years between the two
with

pairs as (
    select
        step_latest.city,
        step_latest.measurement,
        step_latest.item,
        step_latest.source,
        step_latest.differs,
        step_latest.scale,
        step_latest.city_number,
        step_latest.kind,
        starts.reference_year as from_year,
        starts.value as from_value,
        starts.low as from_low,
        starts.high as from_high,
        cast(step_latest.latest_year as bigint) as to_year,
        step_latest.value as to_value,
        ends.low as to_low,
        ends.high as to_high,
        step_latest.latest_year - starts.reference_year as years,
        measurements.min_change,
        case when step_latest.scale in ('percent', 'rating') then 1.0 else nullif(greatest(abs(starts.value), abs(step_latest.value)), 0.0) end
            as size_of_values,
        step_latest.expert_rating
        and least(coalesce(starts.reviewers, 1), coalesce(ends.reviewers, 1)) < stg_settings.few_reviewers as few_reviewers,
        stg_settings.few_reviewers_change,
        case
            when step_latest.scale not in ('percent', 'rating') and (starts.value <= 0.0 or step_latest.value <= 0.0) then null
            when step_latest.direction = 'parity' then abs(starts.value - 50.0) - abs(step_latest.value - 50.0)
            when step_latest.scale in ('percent', 'rating') and step_latest.direction = 'up' then step_latest.value - starts.value
            when step_latest.scale in ('percent', 'rating') and step_latest.direction = 'down' then starts.value - step_latest.value
            when step_latest.direction = 'up' then step_latest.value / starts.value - 1.0
            when step_latest.direction = 'down' then 1.0 - step_latest.value / starts.value
        end as gain
    from stg_settings
    cross join step_latest
    inner join measurements on step_latest.measurement = measurements.measurement
    inner join series as starts
        on
            step_latest.city = starts.city
            and step_latest.measurement = starts.measurement
            and step_latest.item = starts.item
    inner join series as ends
        on
            step_latest.city = ends.city
            and step_latest.measurement = ends.measurement
            and step_latest.item = ends.item
            and step_latest.latest_year = ends.reference_year
    where
        not step_latest.stale
        and starts.in_run
        and step_latest.latest_year - starts.reference_year >= stg_settings.learning_years
),

-- MOVER, read to nine decimals as in step_changes: a movement that the surveys cannot tell from none is none.
tested as (
    select
        *,
        to_value - from_value - sqrt(power(to_value - to_low, 2) + power(from_high - from_value, 2)) as difference_low,
        to_value - from_value + sqrt(power(to_high - to_value, 2) + power(from_value - from_low, 2)) as difference_high
    from pairs
)

select
    city,
    measurement,
    item,
    source,
    differs,
    scale,
    city_number,
    kind,
    from_year,
    from_value,
    to_year,
    to_value,
    years
from tested
where
    abs(gain) < 1e300
    and round(gain, 9) >= case when few_reviewers then greatest(min_change, few_reviewers_change) else min_change end
    and not coalesce(round(difference_low / size_of_values, 9) <= 0.0 and round(difference_high / size_of_values, 9) >= 0.0, false)
