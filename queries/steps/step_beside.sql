-- step_beside: each city's point that is compared with values of a year: the nearest within the window, the earlier of two equally near
-- grain: one row a kind, year and city
-- made: by kind
-- kind: measurement, item, source kind, definition and price base, as in step_kinds
-- asked_year: the year: somebody's
-- city_number: the city whose point it is
-- value: the point's value
with

asked as (
    select distinct kind, asked_year
    from step_asked_years
),

near as (
    select
        asked.kind,
        asked.asked_year,
        step_points.city_number,
        -- Distance first, then the year: the least of these is the nearest, and of two the earlier.
        min(abs(step_points.reference_year - asked.asked_year) * 10000 + step_points.reference_year) as nearest_key
    from stg_settings
    cross join asked
    inner join step_points on asked.kind = step_points.kind
    where abs(step_points.reference_year - asked.asked_year) <= stg_settings.peers_window
    group by asked.kind, asked.asked_year, step_points.city_number
)

select
    near.kind,
    near.asked_year,
    near.city_number,
    step_points.value
from near
inner join step_points
    on
        near.kind = step_points.kind
        and near.city_number = step_points.city_number
        and near.nearest_key % 10000 = step_points.reference_year
