-- check_progress_keys: series that are missing from progress or stand there twice
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every city has each series of the catalogue once in progress.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- found: how often it stands there
with

expected as (
    select cities.city, stg_catalogue.measurement, stg_catalogue.item
    from cities
    cross join stg_catalogue
),

found as (
    select city, measurement, item, count(*) as times
    from progress
    group by city, measurement, item
)

select
    coalesce(expected.city, found.city) as city,
    coalesce(expected.measurement, found.measurement) as measurement,
    coalesce(expected.item, found.item) as item,
    coalesce(found.times, 0) as found
from expected
full outer join found
    on expected.city = found.city and expected.measurement = found.measurement and expected.item = found.item
where coalesce(found.times, 0) <> 1
order by coalesce(expected.city, found.city), coalesce(expected.measurement, found.measurement), coalesce(expected.item, found.item)
