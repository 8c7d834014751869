-- step_beside: the point of each series that stands beside a year: the nearest within the window, the earlier of two equally near
-- grain: one row a measurement, item, source kind, definition, year and city
-- measurement: measurement's id
-- item: item or total
-- source: source kind of the point
-- differs: whether its definition differs
-- latest_year: the year: somebody's latest
-- city: the city whose point it is
-- region: its region
-- value: the point's value
with

asked_years as (
    select distinct measurement, item, source, differs, latest_year
    from step_latest
    where not stale
),

near as (
    select
        asked_years.measurement,
        asked_years.item,
        asked_years.source,
        asked_years.differs,
        asked_years.latest_year,
        series.city,
        -- Distance first, then the year: the least of these is the nearest, and of two the earlier.
        min(abs(series.reference_year - asked_years.latest_year) * 10000 + series.reference_year) as nearest_key
    from stg_settings
    cross join asked_years
    inner join series
        on
            asked_years.measurement = series.measurement
            and asked_years.item = series.item
            and asked_years.source = series.source
            and asked_years.differs = series.differs
    where abs(series.reference_year - asked_years.latest_year) <= stg_settings.peers_window
    group by
        asked_years.measurement,
        asked_years.item,
        asked_years.source,
        asked_years.differs,
        asked_years.latest_year,
        series.city
)

select
    near.measurement,
    near.item,
    near.source,
    near.differs,
    near.latest_year,
    near.city,
    cities.region,
    series.value
from near
inner join series
    on
        near.city = series.city
        and near.measurement = series.measurement
        and near.item = series.item
        and near.nearest_key % 10000 = series.reference_year
inner join cities on near.city = cities.city
