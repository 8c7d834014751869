-- coverage_features: how much of each key feature a city has ever reported
-- grain: one row a registered city and key feature
-- made: by city
-- published: 73
-- city: city's id
-- feature: key feature
-- series_expected: series of the catalogue
-- series_reported: those of which a public point came in any cycle up to the brief's
-- latest_year: newest year of such a point; empty where the feature was never reported
with

expected as (
    select feature, count(*) as series_expected
    from stg_catalogue
    group by feature
),

reported as (
    select
        stg_sent.city,
        stg_catalogue.feature,
        count(distinct stg_sent.measurement || ' ' || stg_sent.item) as series_reported,
        max(stg_sent.reference_year) as latest_year
    from stg_sent
    inner join stg_catalogue on stg_sent.measurement = stg_catalogue.measurement and stg_sent.item = stg_catalogue.item
    group by stg_sent.city, stg_catalogue.feature
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
