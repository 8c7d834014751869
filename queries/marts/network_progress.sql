-- network_progress: the median and the middle half of a measurement over the years, in a panel of cities that is the same in every year
-- grain: one row a measurement, item, definition and year in which a city of the panel has a point; none where too few cities are in the panel
-- made: table
-- published: 29
-- measurement: measurement's id
-- item: item or total
-- definition: id of the definition, in definitions; empty for the catalogue's. What one city alone measures has no panel
-- source: source kind of all values: that with the most cities in its panel
-- price_base: prices of an amount of money, the same for all values
-- reference_year: year; of each city the point of this year counts, else its newest one before
-- cities: cities of the panel, the same number in every year
-- cities_new: those with a point of this very year
-- p25: lower end of the middle half of the cities
-- median: their median
-- p75: upper end of the middle half
with

panel_points as (
    select
        int_valid_points.kind,
        int_valid_points.reference_year,
        int_valid_points.value,
        int_valid_points.next_year,
        int_panels.first_year
    from int_panels
    inner join int_valid_points
        on
            int_panels.kind = int_valid_points.kind
            and int_panels.city_number = int_valid_points.city_number
),

-- Years of the window in which something is new.
panel_years as (
    select distinct
        kind,
        reference_year
    from panel_points
    where reference_year >= first_year
    union
    select distinct
        kind,
        first_year as reference_year
    from int_panels
),

sorted_values as (
    select
        panel_years.kind,
        cast(panel_years.reference_year as bigint) as reference_year,
        count(*) as cities,
        count(case when panel_points.reference_year = panel_years.reference_year then 1 end) as cities_new,
        array_sort(array_agg(panel_points.value)) as points
    from panel_years
    inner join panel_points
        on
            panel_years.kind = panel_points.kind
            and panel_years.reference_year >= panel_points.reference_year
            and panel_years.reference_year < panel_points.next_year
    group by panel_years.kind, panel_years.reference_year
),

placed as (
    select *, unnest(generate_series(1, cities)) as place
    from sorted_values
),

-- The (n + 1)p-th value, as in int_peer_quarters: the two values next to that place weigh by their distance from it, all others nothing.
quarters as (
    select
        kind,
        reference_year,
        cities,
        cities_new,
        sum(points[place] * greatest(0.0, 1.0 - abs(place - 0.25 * (cities + 1)))) as p25,
        sum(points[place] * greatest(0.0, 1.0 - abs(place - 0.5 * (cities + 1)))) as median,
        sum(points[place] * greatest(0.0, 1.0 - abs(place - 0.75 * (cities + 1)))) as p75
    from placed
    group by kind, reference_year, cities, cities_new
)

select
    int_kinds.measurement,
    int_kinds.item,
    int_kinds.definition,
    int_kinds.source,
    nullif(int_kinds.price_base, '') as price_base,
    quarters.reference_year,
    quarters.cities,
    quarters.cities_new,
    quarters.p25,
    quarters.median,
    quarters.p75
from quarters
inner join int_kinds on quarters.kind = int_kinds.kind
order by int_kinds.measurement, int_kinds.item, int_kinds.definition, quarters.reference_year
