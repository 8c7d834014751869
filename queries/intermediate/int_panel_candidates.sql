-- int_panel_candidates: cities that could be in a panel over a window that begins in a year: with a point that is recent enough then, and
--   a later one that is recent enough at the end
-- grain: one row a kind, first year and city
-- made: table
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- first_year: first year of the window
-- city_number: city, as in int_cities
-- current_cities: cities of the kind whose latest point is recent enough at the window's end, with an earlier point or without
with

points as (
    select
        kind,
        city_number,
        reference_year,
        next_year,
        max(reference_year) over (partition by kind) as last_year
    from int_valid_points
),

current_points as (
    select
        points.kind,
        points.city_number,
        points.last_year,
        count(*) over (partition by points.kind) as current_cities
    from stg_settings
    cross join points
    where points.next_year = 10000 and points.last_year - points.reference_year <= stg_settings.peers_window
),

kind_years as (
    select distinct
        kind,
        reference_year as first_year
    from int_valid_points
)

select
    current_points.kind,
    kind_years.first_year,
    current_points.city_number,
    current_points.current_cities
from stg_settings
cross join kind_years
inner join current_points on kind_years.kind = current_points.kind
inner join int_valid_points
    on
        current_points.kind = int_valid_points.kind
        and current_points.city_number = int_valid_points.city_number
        and kind_years.first_year >= int_valid_points.reference_year
        and kind_years.first_year < int_valid_points.next_year
where
    int_valid_points.next_year <> 10000
    and kind_years.first_year - int_valid_points.reference_year <= stg_settings.peers_window
    and current_points.last_year - kind_years.first_year <= stg_settings.panel_years
