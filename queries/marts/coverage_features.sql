-- coverage_features: how much of each key feature a city has ever reported
-- grain: one row a registered city and key feature
-- made: by city
-- city: city's id
-- feature: key feature
-- series_expected: series of the catalogue
-- series_reported: those with a public point in any cycle up to the brief's
-- latest_year: newest year of such a point; empty where the feature was never reported
with

expected as (
    select feature, count(*) as series_expected
    from stg_catalogue
    group by feature
),

reported as (
    select
        series.city,
        stg_catalogue.feature,
        count(distinct series.measurement || ' ' || series.item) as series_reported,
        max(series.reference_year) as latest_year
    from series
    inner join stg_catalogue on series.measurement = stg_catalogue.measurement and series.item = stg_catalogue.item
    group by series.city, stg_catalogue.feature
)

select
    cities.city,
    expected.feature,
    expected.series_expected,
    coalesce(reported.series_reported, 0) as series_reported,
    reported.latest_year
from cities
cross join expected
left join reported on cities.city = reported.city and expected.feature = reported.feature
order by cities.city, expected.feature
