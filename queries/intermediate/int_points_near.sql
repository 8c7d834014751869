-- int_points_near: each city's point that is compared with values of a year: the nearest within the window, the earlier of two equally near
-- grain: one row a kind, year and city
-- made: by kind
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- asked_year: the year: somebody's
-- city_number: the city whose point it is
-- value: the point's value
with

asked as (
    select distinct kind, asked_year
    from int_asked_years
),

near as (
    select
        asked.kind,
        asked.asked_year,
        int_points.city_number,
        -- Distance first, then the year: the least of these is the nearest, and of two the earlier.
        min(abs(int_points.reference_year - asked.asked_year) * 10000 + int_points.reference_year) as nearest_key
    from stg_settings
    cross join asked
    inner join int_points on asked.kind = int_points.kind
    where abs(int_points.reference_year - asked.asked_year) <= stg_settings.peers_window
    group by asked.kind, asked.asked_year, int_points.city_number
)

select
    near.kind,
    near.asked_year,
    near.city_number,
    int_points.value
from near
inner join int_points
    on
        near.kind = int_points.kind
        and near.city_number = int_points.city_number
        and near.nearest_key % 10000 = int_points.reference_year
