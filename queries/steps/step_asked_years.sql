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
    cast(stg_point_keys.reference_year as int) as asked_year,
    stg_point_keys.value,
    stg_point_keys.reference_year = step_latest.latest_year as latest
from step_latest
inner join stg_point_keys
    on
        step_latest.city = stg_point_keys.city
        and step_latest.measurement = stg_point_keys.measurement
        and step_latest.item = stg_point_keys.item
where stg_point_keys.in_run and not step_latest.stale
