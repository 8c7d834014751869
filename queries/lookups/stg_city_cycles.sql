-- stg_city_cycles: the cycles in which each city was asked to report
-- grain: one row a city and cycle: from the year it joined, and earlier ones for which it reported all the same
-- city: city's id
-- cycle: year of the brief
with

cycles as (
    select distinct cycle from stg_observations
),

reported as (
    select distinct city, cycle from stg_observations
)

select
    cities.city,
    cycles.cycle
from cities
cross join cycles
left join reported on cities.city = reported.city and cycles.cycle = reported.cycle
where
    reported.city is not null
    or coalesce(cities.joined, cycles.cycle) <= cycles.cycle
