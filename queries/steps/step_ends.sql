-- step_ends: baseline and latest point of each series that a city has or is asked for
-- grain: one row a registered city, measurement and item
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- catalogue_min_change: smallest whole change called movement, by the catalogue
-- source: source kind of the comparable run
-- differs: whether the definition of the run differs
-- definition: id of its own definition; empty for the catalogue's, and where status D alone says that it differs
-- price_base: prices of an amount of money: current, or constant and their year
-- definition_key: definition, as in series
-- baseline_year: year of the first point of the run at or after the city's baseline year
-- baseline_value: its value
-- baseline_low: lower end of its interval
-- baseline_high: upper end of its interval
-- latest_year: year of the last point
-- latest_value: its value
-- latest_low: lower end of its interval
-- latest_high: upper end of its interval
-- years: years from baseline to latest
-- stale: whether the latest point is too old
-- reviewers: fewest reviewers of the two ratings; 1 where a city does not list them
-- provisional: whether one of the two is provisional
-- effect_assumed: whether one of the two intervals rests on an assumed design effect
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
    measurements.min_change as catalogue_min_change,
    latest.source,
    latest.differs,
    latest.definition,
    latest.price_base,
    latest.definition_key,
    baseline.reference_year as baseline_year,
    baseline.value as baseline_value,
    baseline.low as baseline_low,
    baseline.high as baseline_high,
    latest.reference_year as latest_year,
    latest.value as latest_value,
    latest.low as latest_low,
    latest.high as latest_high,
    latest.reference_year - baseline.reference_year as years,
    brief.cycle - latest.reference_year > stg_settings.stale_years as stale,
    least(
        coalesce(latest.reviewers, 1),
        case when baseline.city is null then coalesce(latest.reviewers, 1) else coalesce(baseline.reviewers, 1) end
    ) as reviewers,
    coalesce(latest.provisional, false) or coalesce(baseline.provisional, false) as provisional,
    coalesce(latest."interval" = 'wilson' and latest.design_effect is null, false)
    or coalesce(baseline."interval" = 'wilson' and baseline.design_effect is null, false) as effect_assumed
from brief
cross join stg_settings
cross join wanted
inner join cities on wanted.city = cities.city
inner join measurements on wanted.measurement = measurements.measurement
left join latest
    on wanted.city = latest.city and wanted.measurement = latest.measurement and wanted.item = latest.item
left join baseline
    on wanted.city = baseline.city and wanted.measurement = baseline.measurement and wanted.item = baseline.item
