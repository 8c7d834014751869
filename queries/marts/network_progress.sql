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

-- Points of comparable runs, each valid until the next one. A run has one source kind, definition and price base.
spans as (
    select
        series.city,
        series.measurement,
        series.item,
        series.definition,
        series.source,
        series.price_base,
        int_kinds.kind,
        series.reference_year,
        series.value,
        coalesce(
            lead(series.reference_year) over (
                partition by series.city, series.measurement, series.item
                order by series.reference_year
            ),
            10000
        ) as next_year
    from series
    inner join int_kinds
        on
            series.measurement = int_kinds.measurement
            and series.item = int_kinds.item
            and series.source = int_kinds.source
            and series.definition_key = int_kinds.definition_key
            and coalesce(series.price_base, '') = int_kinds.price_base
    where
        series.in_run
        and (series.definition is not null or not series.differs)
        and coalesce(series.price_base, '') <> 'current'
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
    select spans.city, spans.kind, spans.reference_year as latest_year
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
    select spans.city, spans.kind, kind_years.reference_year as first_year
    from stg_settings
    cross join kind_years
    inner join last_years on kind_years.kind = last_years.kind
    inner join spans
        on
            kind_years.kind = spans.kind
            and kind_years.reference_year >= spans.reference_year
            and kind_years.reference_year < spans.next_year
    inner join current_cities on spans.kind = current_cities.kind and spans.city = current_cities.city
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
    select candidates.city, candidates.kind, candidates.first_year
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
    select panels.city, panels.kind, panels.first_year
    from panels
    inner join ordered_kinds on panels.kind = ordered_kinds.kind
    where ordered_kinds.place = 1
),

panel_spans as (
    select spans.*, members.first_year
    from members
    inner join spans on members.kind = spans.kind and members.city = spans.city
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
        panel_spans.measurement,
        panel_spans.item,
        panel_spans.definition,
        panel_spans.source,
        panel_spans.price_base,
        panel_years.reference_year,
        count(*) as cities,
        count(case when panel_spans.reference_year = panel_years.reference_year then 1 end) as cities_new,
        array_sort(array_agg(panel_spans.value)) as points
    from panel_years
    inner join panel_spans
        on
            panel_years.kind = panel_spans.kind
            and panel_years.reference_year >= panel_spans.reference_year
            and panel_years.reference_year < panel_spans.next_year
    group by
        panel_spans.measurement,
        panel_spans.item,
        panel_spans.definition,
        panel_spans.source,
        panel_spans.price_base,
        panel_years.reference_year
),

-- The (n + 1)p-th value, as in int_peer_quarters.
placed as (
    select
        *,
        0.25 * (cities + 1) as place_25,
        0.5 * (cities + 1) as place_50,
        0.75 * (cities + 1) as place_75
    from sorted_values
),

neighbours as (
    select
        *,
        place_25 - floor(place_25) as part_25,
        place_50 - floor(place_50) as part_50,
        place_75 - floor(place_75) as part_75,
        points[cast(floor(place_25) as bigint)] as lower_25,
        points[cast(floor(place_50) as bigint)] as lower_50,
        points[cast(floor(place_75) as bigint)] as lower_75,
        points[cast(ceil(place_25) as bigint)] as upper_25,
        points[cast(ceil(place_50) as bigint)] as upper_50,
        points[cast(ceil(place_75) as bigint)] as upper_75
    from placed
)

select
    measurement,
    item,
    definition,
    source,
    price_base,
    reference_year,
    cities,
    cities_new,
    lower_25 + part_25 * (upper_25 - lower_25) as p25,
    lower_50 + part_50 * (upper_50 - lower_50) as median,
    lower_75 + part_75 * (upper_75 - lower_75) as p75
from neighbours
order by measurement, item, definition, reference_year
