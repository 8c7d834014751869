-- step_beside_group: median and middle half of the other cities of a group, for each city's latest year
-- grain: one row a series and scheme of groups with at least one such point
-- made: by kind
-- series_number: series, as in step_latest
-- scheme: scheme of groups, as in step_members
-- n_peers: other cities of the group with a point near that year
-- median: their median
-- p25: lower end of their middle half; empty where there are too few for one
-- p75: its upper end
with

latest as (
    select series_number, city_number, kind, asked_year, value
    from step_asked_years
    where latest
),

asked as (
    select distinct kind, asked_year
    from latest
),

-- Each group's values once, not once for each of its cities: with thousands of cities that is the difference between seconds and days.
sorted_points as (
    select
        step_members.group_number,
        step_beside.kind,
        step_beside.asked_year,
        count(*) - 1 as n_peers,
        array_sort(array_agg(step_beside.value)) as points
    from asked
    inner join step_beside on asked.kind = step_beside.kind and asked.asked_year = step_beside.asked_year
    inner join step_members on step_beside.city_number = step_members.city_number
    group by step_members.group_number, step_beside.kind, step_beside.asked_year
),

-- The (n + 1)p-th of the n values that are left without the city's own point, which is one of them.
placed as (
    select
        *,
        0.25 * (n_peers + 1) as place_25,
        0.5 * (n_peers + 1) as place_50,
        0.75 * (n_peers + 1) as place_75
    from sorted_points
    where n_peers > 0
),

picked as (
    select
        *,
        points[cast(floor(place_25) as bigint)] as lower_25,
        points[cast(floor(place_50) as bigint)] as lower_50,
        points[cast(floor(place_75) as bigint)] as lower_75,
        points[cast(floor(place_25) as bigint) + 1] as next_lower_25,
        points[cast(floor(place_50) as bigint) + 1] as next_lower_50,
        points[cast(floor(place_75) as bigint) + 1] as next_lower_75,
        points[cast(ceil(place_25) as bigint)] as upper_25,
        points[cast(ceil(place_50) as bigint)] as upper_50,
        points[cast(ceil(place_75) as bigint)] as upper_75,
        points[cast(ceil(place_25) as bigint) + 1] as next_upper_25,
        points[cast(ceil(place_50) as bigint) + 1] as next_upper_50,
        points[cast(ceil(place_75) as bigint) + 1] as next_upper_75
    from placed
),

-- From the city's own value onwards the others come one place later.
without_own as (
    select
        latest.series_number,
        step_members.scheme,
        picked.n_peers,
        picked.place_25 - floor(picked.place_25) as part_25,
        picked.place_50 - floor(picked.place_50) as part_50,
        picked.place_75 - floor(picked.place_75) as part_75,
        case when latest.value <= picked.lower_25 then picked.next_lower_25 else picked.lower_25 end as lower_25,
        case when latest.value <= picked.lower_50 then picked.next_lower_50 else picked.lower_50 end as lower_50,
        case when latest.value <= picked.lower_75 then picked.next_lower_75 else picked.lower_75 end as lower_75,
        case when latest.value <= picked.upper_25 then picked.next_upper_25 else picked.upper_25 end as upper_25,
        case when latest.value <= picked.upper_50 then picked.next_upper_50 else picked.upper_50 end as upper_50,
        case when latest.value <= picked.upper_75 then picked.next_upper_75 else picked.upper_75 end as upper_75
    from latest
    inner join step_members on latest.city_number = step_members.city_number
    inner join picked
        on
            step_members.group_number = picked.group_number
            and latest.kind = picked.kind
            and latest.asked_year = picked.asked_year
)

select
    series_number,
    scheme,
    n_peers,
    lower_50 + (upper_50 - lower_50) * part_50 as median,
    lower_25 + (upper_25 - lower_25) * part_25 as p25,
    lower_75 + (upper_75 - lower_75) * part_75 as p75
from without_own
