-- step_asked_years: the years in which a city's value is compared with its peers': those of its comparable run
-- grain: one row a series and point of its comparable run, none where the latest is too old
-- series_number: series, as in step_latest
-- city_number: city, as in step_cities
-- kind: measurement, item, source kind, definition and price base, as in step_kinds
-- asked_year: the year
-- value: the city's own value
-- latest: whether it is the latest
select
    step_latest.series_number,
    step_latest.city_number,
    step_latest.kind,
    cast(series.reference_year as int) as asked_year,
    series.value,
    series.reference_year = step_latest.latest_year as latest
from step_latest
inner join series
    on
        step_latest.city = series.city
        and step_latest.measurement = series.measurement
        and step_latest.item = series.item
where series.in_run and not step_latest.stale
