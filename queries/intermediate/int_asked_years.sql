-- int_asked_years: the years in which a city's value is compared with its peers': those of its comparable run
-- grain: one row a series and point of its comparable run, none where the latest is too old
-- made: table
-- series_number: series, as in int_latest
-- city_number: city, as in int_cities
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- asked_year: the year
-- value: the city's own value
-- latest: whether it is the latest
select
    int_latest.series_number,
    int_latest.city_number,
    int_latest.kind,
    cast(series.reference_year as int) as asked_year,
    series.value,
    series.reference_year = int_latest.latest_year as latest
from int_latest
inner join series
    on
        int_latest.city = series.city
        and int_latest.measurement = series.measurement
        and int_latest.item = series.item
where series.in_run and not int_latest.stale
