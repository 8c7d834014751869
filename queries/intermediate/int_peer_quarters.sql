-- int_peer_quarters: what the median and the middle half of every set of peers are interpolated between
-- grain: one row a set of peers: the nearest of one city, or a group; for values near a year, or for changes over a window
-- made: by kind
-- compared: level (values near baseline_year) or change (from baseline_year to latest_year)
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- set_number: the set: a group's number, as in int_members, or for the nearest peers of a series the negative of its number in int_latest
-- baseline_year: year of the values, or in which the window begins
-- latest_year: the same year, or that in which the window ends
-- n_peers: peers; of a group, its cities with such a value but one: each is compared with the others
-- rose: cities of the set whose change is an increase of what counts as movement; empty for levels
-- fell: cities of the set whose change is such a decrease
-- part_25: where the lower quarter lies between its two neighbours, 0 to 1
-- part_50: the same of the median
-- part_75: the same of the upper quarter
-- lower_25: the value below the lower quarter; empty where there are too few for one
-- lower_50: the value below the median
-- lower_75: the value below the upper quarter
-- upper_25: the value above the lower quarter
-- upper_50: the value above the median
-- upper_75: the value above the upper quarter
-- next_lower_25: the value after lower_25, which takes its place where the city's own comes before; and so on
-- next_lower_50: the value after lower_50
-- next_lower_75: the value after lower_75
-- next_upper_25: the value after upper_25
-- next_upper_50: the value after upper_50
-- next_upper_75: the value after upper_75
with

asked as (
    select distinct kind, asked_year
    from int_asked_years
    where latest
),

-- Each group's values once, not once for each of its cities: with thousands of cities that is the difference between seconds and days.
-- Sorting each set once takes a fraction of the time of three percentile_cont.
sorted_sets as (
    select
        'level' as compared,
        int_asked_years.kind,
        -int_asked_years.series_number as set_number,
        int_asked_years.asked_year as baseline_year,
        int_asked_years.asked_year as latest_year,
        count(*) as n_peers,
        cast(null as bigint) as rose,
        cast(null as bigint) as fell,
        array_sort(array_agg(int_points_near.value)) as points
    from int_asked_years
    inner join int_near on int_asked_years.city_number = int_near.city_number
    inner join int_points_near
        on
            int_near.peer_number = int_points_near.city_number
            and int_asked_years.kind = int_points_near.kind
            and int_asked_years.asked_year = int_points_near.asked_year
    group by int_asked_years.kind, int_asked_years.series_number, int_asked_years.asked_year
    union all
    select
        'level' as compared,
        asked.kind,
        int_members.group_number as set_number,
        asked.asked_year as baseline_year,
        asked.asked_year as latest_year,
        count(*) - 1 as n_peers,
        cast(null as bigint) as rose,
        cast(null as bigint) as fell,
        array_sort(array_agg(int_points_near.value)) as points
    from asked
    inner join int_points_near on asked.kind = int_points_near.kind and asked.asked_year = int_points_near.asked_year
    inner join int_members on int_points_near.city_number = int_members.city_number
    group by asked.kind, int_members.group_number, asked.asked_year
    union all
    select
        'change' as compared,
        int_spans.kind,
        -int_spans.series_number as set_number,
        int_spans.baseline_year,
        int_spans.latest_year,
        count(*) as n_peers,
        count(case when int_window_changes.way = 1 then 1 end) as rose,
        count(case when int_window_changes.way = -1 then 1 end) as fell,
        array_sort(array_agg(int_window_changes.change_per_year)) as points
    from int_spans
    inner join int_near on int_spans.city_number = int_near.city_number
    inner join int_window_changes
        on
            int_near.peer_number = int_window_changes.city_number
            and int_spans.kind = int_window_changes.kind
            and int_spans.baseline_year = int_window_changes.baseline_year
            and int_spans.latest_year = int_window_changes.latest_year
    where int_spans.reason is null
    group by int_spans.kind, int_spans.series_number, int_spans.baseline_year, int_spans.latest_year
    union all
    select
        'change' as compared,
        int_window_changes.kind,
        int_members.group_number as set_number,
        int_window_changes.baseline_year,
        int_window_changes.latest_year,
        count(*) - 1 as n_peers,
        count(case when int_window_changes.way = 1 then 1 end) as rose,
        count(case when int_window_changes.way = -1 then 1 end) as fell,
        array_sort(array_agg(int_window_changes.change_per_year)) as points
    from int_window_changes
    inner join int_members on int_window_changes.city_number = int_members.city_number
    group by int_window_changes.kind, int_members.group_number, int_window_changes.baseline_year, int_window_changes.latest_year
),

-- The p-th quantile of n values is the (n + 1)p-th of them, counted from 1, interpolated between two: a value drawn like them lies below it with
-- probability p at every n.
placed as (
    select
        *,
        0.25 * (n_peers + 1) as place_25,
        0.5 * (n_peers + 1) as place_50,
        0.75 * (n_peers + 1) as place_75
    from sorted_sets
    where n_peers > 0
)

select
    compared,
    kind,
    set_number,
    baseline_year,
    latest_year,
    n_peers,
    rose,
    fell,
    place_25 - floor(place_25) as part_25,
    place_50 - floor(place_50) as part_50,
    place_75 - floor(place_75) as part_75,
    points[cast(floor(place_25) as bigint)] as lower_25,
    points[cast(floor(place_50) as bigint)] as lower_50,
    points[cast(floor(place_75) as bigint)] as lower_75,
    points[cast(ceil(place_25) as bigint)] as upper_25,
    points[cast(ceil(place_50) as bigint)] as upper_50,
    points[cast(ceil(place_75) as bigint)] as upper_75,
    points[cast(floor(place_25) as bigint) + 1] as next_lower_25,
    points[cast(floor(place_50) as bigint) + 1] as next_lower_50,
    points[cast(floor(place_75) as bigint) + 1] as next_lower_75,
    points[cast(ceil(place_25) as bigint) + 1] as next_upper_25,
    points[cast(ceil(place_50) as bigint) + 1] as next_upper_50,
    points[cast(ceil(place_75) as bigint) + 1] as next_upper_75
from placed
