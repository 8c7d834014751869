-- int_run_points: the points of each comparable run that is long enough for a trend
-- grain: one row a point
-- made: table
-- series_number: number of the series in int_latest
-- reference_year: year that the value speaks of
-- place: place in the run, from 1
-- value: its value
-- n: points in the run
with

points as (
    select
        int_latest.series_number,
        series.reference_year,
        row_number() over run_order as place,
        -- No minus zero: it is no other value than zero.
        case when abs(series.value) = 0.0 then 0.0 else series.value end as value,
        count(*) over (partition by int_latest.series_number) as n
    from int_latest
    inner join series
        on
            int_latest.city = series.city
            and int_latest.measurement = series.measurement
            and int_latest.item = series.item
    where series.in_run and not int_latest.stale
    window run_order as (partition by int_latest.series_number order by series.reference_year)
)

select
    points.series_number,
    points.reference_year,
    points.place,
    points.value,
    points.n
from stg_settings
cross join points
where points.n >= stg_settings.trend_points
