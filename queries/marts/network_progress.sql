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

-- Points of comparable runs, each valid until the next one. A run has one kind.
spans as (
    select
        int_points.kind,
        int_points.city_number,
        int_points.reference_year,
        int_points.value,
        coalesce(
            lead(int_points.reference_year) over (
                partition by int_points.kind, int_points.city_number
                order by int_points.reference_year
            ),
            10000
        ) as next_year
    from int_points
    inner join int_kinds on int_points.kind = int_kinds.kind
    where
        int_points.in_run
        and (int_kinds.definition is not null or not int_kinds.differs)
        and int_kinds.price_base <> 'current'
),

kind_years as (
    select distinct kind, reference_year from spans
),

last_years as (
    select kind, max(reference_year) as last_year
    from kind_years
    group by kind
),

-- Cities whose latest point is recent enough at the end of the window.
current_cities as (
    select spans.city_number, spans.kind
    from stg_settings
    cross join spans
    inner join last_years on spans.kind = last_years.kind
    where spans.next_year = 10000 and last_years.last_year - spans.reference_year <= stg_settings.peers_window
),

current_counts as (
    select kind, count(*) as cities
    from current_cities
    group by kind
),

-- Cities that also have an earlier point, recent enough in a year, for each year in which the window could begin.
candidates as (
    select spans.city_number, spans.kind, kind_years.reference_year as first_year
    from stg_settings
    cross join kind_years
    inner join last_years on kind_years.kind = last_years.kind
    inner join spans
        on
            kind_years.kind = spans.kind
            and kind_years.reference_year >= spans.reference_year
            and kind_years.reference_year < spans.next_year
    inner join current_cities on spans.kind = current_cities.kind and spans.city_number = current_cities.city_number
    where
        spans.next_year <> 10000
        and kind_years.reference_year - spans.reference_year <= stg_settings.peers_window
        and last_years.last_year - kind_years.reference_year <= stg_settings.panel_years
),

-- The window begins in the first year with enough of the cities, so that it is long and still speaks of most of them.
panel_sizes as (
    select kind, first_year, count(*) as cities
    from candidates
    group by kind, first_year
),

windows as (
    select panel_sizes.kind, min(panel_sizes.first_year) as first_year
    from stg_settings
    cross join panel_sizes
    inner join current_counts on panel_sizes.kind = current_counts.kind
    where
        panel_sizes.cities >= stg_settings.summary_cities
        and panel_sizes.cities >= stg_settings.panel_share * current_counts.cities
    group by panel_sizes.kind
),

panels as (
    select candidates.city_number, candidates.kind, candidates.first_year
    from candidates
    inner join windows on candidates.kind = windows.kind and candidates.first_year = windows.first_year
),

-- Of the kinds of one definition those with the most cities, and of these the first by name.
sized_kinds as (
    select
        int_kinds.*,
        panel_sizes.cities,
        max(panel_sizes.cities) over (
            partition by int_kinds.measurement, int_kinds.item, int_kinds.definition_key
        ) as most_cities
    from windows
    inner join int_kinds on windows.kind = int_kinds.kind
    inner join panel_sizes on windows.kind = panel_sizes.kind and windows.first_year = panel_sizes.first_year
),

ordered_kinds as (
    select
        kind,
        row_number() over (partition by measurement, item, definition_key order by source, price_base) as place
    from sized_kinds
    where cities = most_cities
),

members as (
    select panels.city_number, panels.kind, panels.first_year
    from panels
    inner join ordered_kinds on panels.kind = ordered_kinds.kind
    where ordered_kinds.place = 1
),

panel_spans as (
    select spans.*, members.first_year
    from members
    inner join spans on members.kind = spans.kind and members.city_number = spans.city_number
),

-- Years of the window in which something is new.
panel_years as (
    select distinct kind, reference_year
    from panel_spans
    where reference_year >= first_year
    union
    select distinct kind, first_year as reference_year
    from members
),

sorted_values as (
    select
        panel_years.kind,
        cast(panel_years.reference_year as bigint) as reference_year,
        count(*) as cities,
        count(case when panel_spans.reference_year = panel_years.reference_year then 1 end) as cities_new,
        array_sort(array_agg(panel_spans.value)) as points
    from panel_years
    inner join panel_spans
        on
            panel_years.kind = panel_spans.kind
            and panel_years.reference_year >= panel_spans.reference_year
            and panel_years.reference_year < panel_spans.next_year
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
