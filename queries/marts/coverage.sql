-- coverage: how many of the series asked for have a public point that was sent for the cycle
-- grain: one row a city, cycle and area of focus, from the year the city joined
-- made: by city
-- city: city's id
-- cycle: year of the brief that the values were sent for
-- area: area of focus
-- series_expected: series of the catalogue in the area
-- series_reported: those with a public point
with

expected as (
    select area, count(*) as series_expected
    from stg_catalogue
    group by area
),

reported as (
    select
        stg_observations.city,
        stg_observations.cycle,
        stg_catalogue.area,
        count(distinct stg_observations.measurement || ' ' || stg_observations.item) as series_reported
    from stg_observations
    inner join stg_catalogue
        on stg_observations.measurement = stg_catalogue.measurement and stg_observations.item = stg_catalogue.item
    where stg_observations.is_point
    group by stg_observations.city, stg_observations.cycle, stg_catalogue.area
)

select
    stg_city_cycles.city,
    stg_city_cycles.cycle,
    expected.area,
    expected.series_expected,
    coalesce(reported.series_reported, 0) as series_reported
from stg_city_cycles
cross join expected
left join reported
    on
        stg_city_cycles.city = reported.city
        and stg_city_cycles.cycle = reported.cycle
        and expected.area = reported.area
order by stg_city_cycles.city, stg_city_cycles.cycle, expected.area
