-- int_ends: baseline and latest point of each series that a city has or is asked for
-- grain: one row a registered city, measurement and item
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- source: source kind of the comparable run
-- differs: whether the definition of the run differs
-- definition: id of its own definition; empty for the catalogue's, and where status D alone says that it differs
-- price_base: prices of an amount of money: current, or constant and their year
-- definition_key: definition, as in series
-- baseline_year: year of the first point of the run at or after the city's baseline year
-- baseline_value: its value
-- latest_year: year of the last point
-- latest_value: its value
-- years: years from baseline to latest
-- stale: whether the latest point is too old
with

reported as (
    select distinct city, measurement, item from series
),

wanted as (
    select cities.city, stg_catalogue.measurement, stg_catalogue.item
    from cities
    cross join stg_catalogue
    union
    select city, measurement, item from reported
),

-- From the year that the city declared, else from the year it joined, else from its first point.
years as (
    select
        series.city,
        series.measurement,
        series.item,
        min(case
            when series.reference_year >= coalesce(cities.baseline_year, cities.joined, series.reference_year)
                then series.reference_year
        end) as baseline_year,
        max(series.reference_year) as latest_year
    from series
    inner join cities on series.city = cities.city
    where series.in_run
    group by series.city, series.measurement, series.item
),

latest as (
    select series.*
    from years
    inner join series
        on
            years.city = series.city
            and years.measurement = series.measurement
            and years.item = series.item
            and years.latest_year = series.reference_year
),

-- A baseline that is the latest point itself measures nothing.
baseline as (
    select series.*
    from years
    inner join series
        on
            years.city = series.city
            and years.measurement = series.measurement
            and years.item = series.item
            and years.baseline_year = series.reference_year
    where years.baseline_year < years.latest_year
)

select
    wanted.city,
    wanted.measurement,
    wanted.item,
    measurements.scale,
    measurements.direction,
    latest.source,
    latest.differs,
    latest.definition,
    latest.price_base,
    latest.definition_key,
    baseline.reference_year as baseline_year,
    baseline.value as baseline_value,
    latest.reference_year as latest_year,
    latest.value as latest_value,
    latest.reference_year - baseline.reference_year as years,
    brief.cycle - latest.reference_year > stg_settings.stale_years as stale
from brief
cross join stg_settings
cross join wanted
inner join cities on wanted.city = cities.city
inner join measurements on wanted.measurement = measurements.measurement
left join latest
    on wanted.city = latest.city and wanted.measurement = latest.measurement and wanted.item = latest.item
left join baseline
    on wanted.city = baseline.city and wanted.measurement = baseline.measurement and wanted.item = baseline.item
