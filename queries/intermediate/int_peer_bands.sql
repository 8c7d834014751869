-- int_peer_bands: median and middle half of the peers that each value and change of a city is compared with, its own left out
-- grain: one row a series, scheme and what is compared: for nearest peers every year of the comparable run, else the latest; or the window
-- made: by kind
-- compared: level (values near baseline_year) or change (from baseline_year to latest_year)
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- series_number: series, as in int_latest
-- scheme: nearest, or a scheme of groups, as in int_members
-- baseline_year: year of the city's own point, or in which its own window begins
-- latest_year: the same year, or that in which the window ends
-- latest: whether it is the city's latest point, or its change
-- n_peers: peers that are compared
-- rose: peers that rose by what counts as movement; empty for levels
-- fell: peers that fell by as much
-- median: median of their values, or of their changes a year
-- p25: lower end of their middle half; empty where there are too few for one
-- p75: its upper end
with

-- Nearest peers are a set without the city; in its group the city's own value is one of them.
asked as (
    select
        'level' as compared,
        kind,
        series_number,
        asked_year as baseline_year,
        asked_year as latest_year,
        latest,
        'nearest' as scheme,
        -series_number as set_number,
        cast(null as double) as own,
        cast(null as int) as own_way
    from int_asked_years
    union all
    select
        'level' as compared,
        int_asked_years.kind,
        int_asked_years.series_number,
        int_asked_years.asked_year as baseline_year,
        int_asked_years.asked_year as latest_year,
        int_asked_years.latest,
        int_members.scheme,
        int_members.group_number as set_number,
        int_asked_years.value as own,
        cast(null as int) as own_way
    from int_asked_years
    inner join int_members on int_asked_years.city_number = int_members.city_number
    where int_asked_years.latest
    union all
    select
        'change' as compared,
        kind,
        series_number,
        baseline_year,
        latest_year,
        true as latest,
        'nearest' as scheme,
        -series_number as set_number,
        cast(null as double) as own,
        cast(null as int) as own_way
    from int_spans
    where reason is null
    union all
    select
        'change' as compared,
        int_spans.kind,
        int_spans.series_number,
        int_spans.baseline_year,
        int_spans.latest_year,
        true as latest,
        int_members.scheme,
        int_members.group_number as set_number,
        int_spans.change_per_year as own,
        int_spans.way as own_way
    from int_spans
    inner join int_members on int_spans.city_number = int_members.city_number
    where int_spans.reason is null
),

-- From the city's own value onwards the others come one place later.
without_own as (
    select
        asked.compared,
        asked.kind,
        asked.series_number,
        asked.scheme,
        asked.baseline_year,
        asked.latest_year,
        asked.latest,
        quarters.n_peers,
        quarters.rose - case when asked.own_way = 1 then 1 else 0 end as rose,
        quarters.fell - case when asked.own_way = -1 then 1 else 0 end as fell,
        quarters.part_25,
        quarters.part_50,
        quarters.part_75,
        case when asked.own <= quarters.lower_25 then quarters.next_lower_25 else quarters.lower_25 end as lower_25,
        case when asked.own <= quarters.lower_50 then quarters.next_lower_50 else quarters.lower_50 end as lower_50,
        case when asked.own <= quarters.lower_75 then quarters.next_lower_75 else quarters.lower_75 end as lower_75,
        case when asked.own <= quarters.upper_25 then quarters.next_upper_25 else quarters.upper_25 end as upper_25,
        case when asked.own <= quarters.upper_50 then quarters.next_upper_50 else quarters.upper_50 end as upper_50,
        case when asked.own <= quarters.upper_75 then quarters.next_upper_75 else quarters.upper_75 end as upper_75
    from asked
    inner join int_peer_quarters as quarters
        on
            asked.compared = quarters.compared
            and asked.kind = quarters.kind
            and asked.baseline_year = quarters.baseline_year
            and asked.latest_year = quarters.latest_year
            and asked.set_number = quarters.set_number
)

select
    compared,
    kind,
    series_number,
    scheme,
    baseline_year,
    latest_year,
    latest,
    n_peers,
    rose,
    fell,
    lower_50 + (upper_50 - lower_50) * part_50 as median,
    lower_25 + (upper_25 - lower_25) * part_25 as p25,
    lower_75 + (upper_75 - lower_75) * part_75 as p75
from without_own
