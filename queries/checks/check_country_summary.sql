-- check_country_summary: countries that are missing, stand twice, or count what too few cities stand behind
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every country is listed once with all its cities, and counts only where enough of them publish.
-- country: ISO 3166-1 alpha-3 code
-- cities: cities of the registry
with

expected as (
    select country, count(*) as cities
    from cities
    group by country
),

found as (
    select
        country,
        count(*) as times,
        sum(cities) as cities,
        bool_or(enough <> (series_reported is not null)) as unfit,
        bool_or(series_reported > series_expected or cities_reported > cities_published or cities_published > cities) as above
    from country_summary
    group by country
)

select
    coalesce(expected.country, found.country) as country,
    expected.cities
from expected
full outer join found on expected.country = found.country
where
    coalesce(found.times, 0) <> 1
    or coalesce(expected.cities, 0) <> found.cities
    or found.unfit
    or coalesce(found.above, false)
order by coalesce(expected.country, found.country)
