-- check_observations_keys: observations that share a key
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: A city, measurement, item and reference year has one observation.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- observations: how many
select
    city,
    measurement,
    item,
    reference_year,
    count(*) as observations
from observations
group by city, measurement, item, reference_year
having count(*) > 1
order by city, measurement, item, reference_year
