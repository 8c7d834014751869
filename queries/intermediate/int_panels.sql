-- int_panels: cities of the panel of a measurement, item and definition
-- grain: one row a kind and city
-- made: table
-- kind: measurement, item, source kind, definition and price base, as in int_kinds; of one definition the kind with the most cities
-- city_number: city, as in int_cities
-- first_year: first year of the panel's window
with

sizes as (
    select
        kind,
        first_year,
        count(*) as cities,
        max(current_cities) as current_cities
    from int_panel_candidates
    group by kind, first_year
),

-- The window begins in the first year with enough of the cities, so that it is long and still speaks of most of them.
windows as (
    select
        sizes.kind,
        sizes.first_year,
        sizes.cities,
        min(sizes.first_year) over (partition by sizes.kind) as earliest_year
    from stg_settings
    cross join sizes
    where
        sizes.cities >= stg_settings.summary_cities
        and sizes.cities >= stg_settings.panel_share * sizes.current_cities
),

-- Of the kinds of one definition those with the most cities, and of these the first by name.
sized_kinds as (
    select
        windows.kind,
        windows.first_year,
        windows.cities,
        int_kinds.measurement,
        int_kinds.item,
        int_kinds.definition_key,
        int_kinds.source,
        int_kinds.price_base,
        max(windows.cities) over (
            partition by int_kinds.measurement, int_kinds.item, int_kinds.definition_key
        ) as most_cities
    from windows
    inner join int_kinds on windows.kind = int_kinds.kind
    where windows.first_year = windows.earliest_year
),

ordered_kinds as (
    select
        kind,
        first_year,
        row_number() over (partition by measurement, item, definition_key order by source, price_base) as place
    from sized_kinds
    where cities = most_cities
)

select
    ordered_kinds.kind,
    int_panel_candidates.city_number,
    ordered_kinds.first_year
from ordered_kinds
inner join int_panel_candidates
    on
        ordered_kinds.kind = int_panel_candidates.kind
        and ordered_kinds.first_year = int_panel_candidates.first_year
where ordered_kinds.place = 1
