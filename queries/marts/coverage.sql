-- coverage: how many of the series asked for have a public point that came first for the cycle
-- grain: one row a city, cycle and area of focus, from the year the city joined
-- made: by city
-- published: 70
-- city: city's id
-- cycle: year of the brief for which the values came
-- area: area of focus
-- series_expected: series of the catalogue in the area: what every percentage here is of
-- series_reported: those with such a point
-- percent_reported: series_reported in percent of series_expected
with

expected as (
    select area, count(*) as series_expected
    from stg_catalogue
    group by area
),

reported as (
    select
        stg_sent.city,
        stg_sent.cycle,
        stg_catalogue.area,
        count(distinct stg_sent.measurement || ' ' || stg_sent.item) as series_reported
    from stg_sent
    inner join stg_catalogue
        on stg_sent.measurement = stg_catalogue.measurement and stg_sent.item = stg_catalogue.item
    group by stg_sent.city, stg_sent.cycle, stg_catalogue.area
)

select
    stg_city_cycles.city,
    stg_city_cycles.cycle,
    expected.area,
    expected.series_expected,
    coalesce(reported.series_reported, 0) as series_reported,
    100.0 * coalesce(reported.series_reported, 0) / expected.series_expected as percent_reported
from stg_city_cycles
cross join expected
left join reported
    on
        stg_city_cycles.city = reported.city
        and stg_city_cycles.cycle = reported.cycle
        and expected.area = reported.area
order by stg_city_cycles.city, stg_city_cycles.cycle, expected.area
