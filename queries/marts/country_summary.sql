-- country_summary: what there is of each country: its cities and, where enough of them publish, counts
-- grain: one row a country of the registry
-- made: table
-- published: 92
-- country: ISO 3166-1 alpha-3 code
-- cities: cities of the registry
-- cities_published: those with public observations up to the brief's cycle
-- enough: whether they are enough for counts; every column after this is empty where they are not
-- cities_reported: cities with public observations sent for the brief's cycle
-- series_expected: series asked for in the brief's cycle, of all its cities
-- series_reported: those with a public point
-- practices: practices that its cities describe
-- cities_with_practices: cities that describe one
-- learning_links: cities and series for which peer learning names somebody to ask
-- named_elsewhere: cities of the country that peer learning names to other cities
with

published as (
    select distinct city from stg_observations
),

reported as (
    select distinct stg_observations.city
    from brief
    inner join stg_observations on brief.cycle = stg_observations.cycle
),

asked as (
    select coverage.city, sum(coverage.series_expected) as series_expected, sum(coverage.series_reported) as series_reported
    from brief
    inner join coverage on brief.cycle = coverage.cycle
    group by coverage.city
),

described as (
    select practices.city, count(*) as practices
    from practices
    inner join published on practices.city = published.city
    where practices.consent = 'public'
    group by practices.city
),

links as (
    select city, count(distinct measurement || ' ' || item) as learning_links
    from peer_learning
    group by city
),

named as (
    select distinct peer as city from peer_learning
),

counted as (
    select
        cities.country,
        count(*) as cities,
        count(published.city) as cities_published,
        count(reported.city) as cities_reported,
        sum(coalesce(asked.series_expected, 0)) as series_expected,
        sum(coalesce(asked.series_reported, 0)) as series_reported,
        sum(coalesce(described.practices, 0)) as practices,
        count(described.city) as cities_with_practices,
        sum(coalesce(links.learning_links, 0)) as learning_links,
        count(named.city) as named_elsewhere
    from cities
    left join published on cities.city = published.city
    left join reported on cities.city = reported.city
    left join asked on cities.city = asked.city
    left join described on cities.city = described.city
    left join links on cities.city = links.city
    left join named on cities.city = named.city
    group by cities.country
),

judged as (
    select counted.*, counted.cities_published >= stg_settings.summary_cities as enough
    from stg_settings
    cross join counted
)

select
    country,
    cities,
    cities_published,
    enough,
    case when enough then cities_reported end as cities_reported,
    case when enough then series_expected end as series_expected,
    case when enough then series_reported end as series_reported,
    case when enough then practices end as practices,
    case when enough then cities_with_practices end as cities_with_practices,
    case when enough then learning_links end as learning_links,
    case when enough then named_elsewhere end as named_elsewhere
from judged
order by country
