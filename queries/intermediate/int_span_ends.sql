-- int_span_ends: the point of each city near an end of somebody's window: the nearest, the earlier of two equally near
-- grain: one row a kind, year and city
-- made: by kind
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- asked_year: the year: somebody's baseline or latest
-- city_number: the city whose point it is
-- reference_year: the point's year
-- value: its value
-- run: number of the stretch without a break inside
-- reviewers: reviewers of the rating
with

asked_years as (
    select kind, baseline_year as asked_year
    from int_spans
    where reason is null
    union
    select kind, latest_year as asked_year
    from int_spans
    where reason is null
),

near as (
    select
        asked_years.kind,
        asked_years.asked_year,
        int_points.city_number,
        min(abs(int_points.reference_year - asked_years.asked_year) * 10000 + int_points.reference_year) as nearest_key
    from stg_settings
    cross join asked_years
    inner join int_points on asked_years.kind = int_points.kind
    where abs(int_points.reference_year - asked_years.asked_year) <= stg_settings.change_window
    group by asked_years.kind, asked_years.asked_year, int_points.city_number
)

select
    near.kind,
    near.asked_year,
    near.city_number,
    int_points.reference_year,
    int_points.value,
    int_points.run,
    int_points.reviewers
from near
inner join int_points
    on
        near.kind = int_points.kind
        and near.city_number = int_points.city_number
        and near.nearest_key % 10000 = int_points.reference_year
