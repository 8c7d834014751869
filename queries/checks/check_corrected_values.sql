-- check_corrected_values: corrections that are not what the observations hold
-- grain: one row a fault
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- action: drop, override, scale or flag
-- after: value that the correction gives
-- value: value that stands there
select
    corrected_values.city,
    corrected_values.measurement,
    corrected_values.item,
    corrected_values.reference_year,
    corrected_values.action,
    corrected_values.after,
    stg_observations.value
from corrected_values
left join stg_observations
    on
        corrected_values.city = stg_observations.city
        and corrected_values.measurement = stg_observations.measurement
        and corrected_values.item = stg_observations.item
        and corrected_values.reference_year = stg_observations.reference_year
where
    (corrected_values.action = 'drop') <> (stg_observations.city is null)
    or (corrected_values.after is distinct from stg_observations.value)
    or (corrected_values.status_after is distinct from stg_observations.status)
order by corrected_values.city, corrected_values.measurement, corrected_values.item, corrected_values.reference_year
