-- step_beside: the point of each city that stands beside a year: the nearest within the window, the earlier of two equally near
-- grain: one row a kind, year and city
-- made: by kind
-- kind: measurement, item, source kind and definition, as in step_kinds
-- latest_year: the year: somebody's latest
-- city_number: the city whose point it is
-- value: the point's value
with

asked_years as (
    select distinct kind, latest_year
    from step_latest
    where not stale
),

near as (
    select
        asked_years.kind,
        asked_years.latest_year,
        step_points.city_number,
        -- Distance first, then the year: the least of these is the nearest, and of two the earlier.
        min(abs(step_points.reference_year - asked_years.latest_year) * 10000 + step_points.reference_year) as nearest_key
    from stg_settings
    cross join asked_years
    inner join step_points on asked_years.kind = step_points.kind
    where abs(step_points.reference_year - asked_years.latest_year) <= stg_settings.peers_window
    group by asked_years.kind, asked_years.latest_year, step_points.city_number
)

select
    near.kind,
    near.latest_year,
    near.city_number,
    step_points.value
from near
inner join step_points
    on
        near.kind = step_points.kind
        and near.city_number = step_points.city_number
        and near.nearest_key % 10000 = step_points.reference_year
