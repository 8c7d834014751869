-- check_corrected_values: corrections that are not what the observations hold
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every correction of a public row is what the observations hold.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- action: drop, override, scale or flag
-- after: value that the correction gives
-- value: value that stands there
with

-- What the last correction of a row leaves is what is used.
numbered as (
    select
        *,
        max(position) over (partition by city, measurement, item, reference_year) as last_position
    from corrected_values
)

select
    numbered.city,
    numbered.measurement,
    numbered.item,
    numbered.reference_year,
    numbered.action,
    numbered.after,
    stg_observations.value
from numbered
left join stg_observations
    on
        numbered.city = stg_observations.city
        and numbered.measurement = stg_observations.measurement
        and numbered.item = stg_observations.item
        and numbered.reference_year = stg_observations.reference_year
where
    numbered.position = numbered.last_position
    and (
        (numbered.action = 'drop') <> (stg_observations.city is null)
        or (numbered.after is distinct from stg_observations.value)
        or (numbered.status_after is distinct from stg_observations.status)
    )
order by numbered.city, numbered.measurement, numbered.item, numbered.reference_year
