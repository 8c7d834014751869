-- step_beside_nearest: nearest peers' points beside each city's latest, summarized
-- grain: one row a series with at least one such point
-- made: by kind
-- series_number: series, as in step_latest
-- n_peers: nearest peers with a point beside it
-- median: their median
-- p25: their 25th percentile
-- p75: their 75th percentile
with

-- Sorting each small group once takes a fraction of the time of three percentile_cont.
sorted_points as (
    select
        step_latest.series_number,
        count(*) as n_points,
        array_sort(array_agg(step_beside.value)) as points
    from step_latest
    inner join step_near on step_latest.city_number = step_near.city_number
    inner join step_beside
        on
            step_near.peer_number = step_beside.city_number
            and step_latest.kind = step_beside.kind
            and step_latest.latest_year = step_beside.latest_year
    group by step_latest.series_number
),

-- Percentiles count from 0 to n - 1; between two values they interpolate.
placed as (
    select
        *,
        0.25 * (n_points - 1) as place_25,
        0.5 * (n_points - 1) as place_50,
        0.75 * (n_points - 1) as place_75
    from sorted_points
),

between_two as (
    select
        series_number,
        n_points as n_peers,
        place_25 - floor(place_25) as part_25,
        place_50 - floor(place_50) as part_50,
        place_75 - floor(place_75) as part_75,
        points[cast(floor(place_25) as bigint) + 1] as lower_25,
        points[cast(floor(place_50) as bigint) + 1] as lower_50,
        points[cast(floor(place_75) as bigint) + 1] as lower_75,
        points[cast(ceil(place_25) as bigint) + 1] as upper_25,
        points[cast(ceil(place_50) as bigint) + 1] as upper_50,
        points[cast(ceil(place_75) as bigint) + 1] as upper_75
    from placed
)

select
    series_number,
    n_peers,
    lower_50 + (upper_50 - lower_50) * part_50 as median,
    lower_25 + (upper_25 - lower_25) * part_25 as p25,
    lower_75 + (upper_75 - lower_75) * part_75 as p75
from between_two
