-- stg_city_cycles: the cycles in which each city was asked to report
-- grain: one row a city and cycle: from the year it joined, and earlier ones for which it reported all the same
-- made: table
-- city: city's id
-- cycle: year of the brief
with

reported as (
    select distinct observation_history.city, observation_history.cycle
    from brief
    cross join observation_history
    where observation_history.consent = 'public' and observation_history.cycle <= brief.cycle
),

cycles as (
    select distinct cycle from reported
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
