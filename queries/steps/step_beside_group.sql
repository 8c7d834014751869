-- step_beside_group: the points of a group's other cities beside each city's latest, summarized
-- grain: one row a series and scheme of groups with at least one such point
-- made: by kind
-- series_number: series, as in step_latest
-- scheme: region, income, size, or the name of a group of network.toml
-- n_peers: other cities of the group with a point beside it
-- median: their median
-- p25: their 25th percentile
-- p75: their 75th percentile
with

-- Each group's values once, not once for each of its cities: with thousands of cities that is the difference between seconds and days.
sorted_points as (
    select
        step_members.group_number,
        step_beside.kind,
        step_beside.latest_year,
        count(*) as n_points,
        array_sort(array_agg(step_beside.value)) as points
    from step_beside
    inner join step_members on step_beside.city_number = step_members.city_number
    group by step_members.group_number, step_beside.kind, step_beside.latest_year
),

-- The city's own point is one of them: one fewer are left without it, and percentiles count from 0 to that number - 1.
placed as (
    select
        *,
        0.25 * (n_points - 2) as place_25,
        0.5 * (n_points - 2) as place_50,
        0.75 * (n_points - 2) as place_75
    from sorted_points
    where n_points > 1
),

picked as (
    select
        group_number,
        kind,
        latest_year,
        n_points - 1 as n_peers,
        place_25 - floor(place_25) as part_25,
        place_50 - floor(place_50) as part_50,
        place_75 - floor(place_75) as part_75,
        points[cast(floor(place_25) as bigint) + 1] as lower_25,
        points[cast(floor(place_50) as bigint) + 1] as lower_50,
        points[cast(floor(place_75) as bigint) + 1] as lower_75,
        points[cast(floor(place_25) as bigint) + 2] as next_lower_25,
        points[cast(floor(place_50) as bigint) + 2] as next_lower_50,
        points[cast(floor(place_75) as bigint) + 2] as next_lower_75,
        points[cast(ceil(place_25) as bigint) + 1] as upper_25,
        points[cast(ceil(place_50) as bigint) + 1] as upper_50,
        points[cast(ceil(place_75) as bigint) + 1] as upper_75,
        points[cast(ceil(place_25) as bigint) + 2] as next_upper_25,
        points[cast(ceil(place_50) as bigint) + 2] as next_upper_50,
        points[cast(ceil(place_75) as bigint) + 2] as next_upper_75
    from placed
),

-- From the city's own value onwards the others stand one place further on.
without_own as (
    select
        step_latest.series_number,
        step_members.scheme,
        picked.n_peers,
        picked.part_25,
        picked.part_50,
        picked.part_75,
        case when step_latest.value <= picked.lower_25 then picked.next_lower_25 else picked.lower_25 end as lower_25,
        case when step_latest.value <= picked.lower_50 then picked.next_lower_50 else picked.lower_50 end as lower_50,
        case when step_latest.value <= picked.lower_75 then picked.next_lower_75 else picked.lower_75 end as lower_75,
        case when step_latest.value <= picked.upper_25 then picked.next_upper_25 else picked.upper_25 end as upper_25,
        case when step_latest.value <= picked.upper_50 then picked.next_upper_50 else picked.upper_50 end as upper_50,
        case when step_latest.value <= picked.upper_75 then picked.next_upper_75 else picked.upper_75 end as upper_75
    from step_latest
    inner join step_members on step_latest.city_number = step_members.city_number
    inner join picked
        on
            step_members.group_number = picked.group_number
            and step_latest.kind = picked.kind
            and step_latest.latest_year = picked.latest_year
    where not step_latest.stale
)

select
    series_number,
    scheme,
    n_peers,
    lower_50 + (upper_50 - lower_50) * part_50 as median,
    lower_25 + (upper_25 - lower_25) * part_25 as p25,
    lower_75 + (upper_75 - lower_75) * part_75 as p75
from without_own
