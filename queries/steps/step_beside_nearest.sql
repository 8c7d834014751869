-- step_beside_nearest: median and middle half of the nearest peers' points for every year of each city's comparable run
-- grain: one row a series and year with at least one such point
-- made: by kind
-- series_number: series, as in step_latest
-- asked_year: year of the city's own point
-- latest: whether it is its latest
-- n_peers: nearest peers with a point near that year
-- median: their median
-- p25: lower end of their middle half; empty where there are too few for one
-- p75: its upper end
with

-- Sorting each small group once takes a fraction of the time of three percentile_cont.
sorted_points as (
    select
        step_asked_years.series_number,
        step_asked_years.asked_year,
        step_asked_years.latest,
        count(*) as n_peers,
        array_sort(array_agg(step_beside.value)) as points
    from step_asked_years
    inner join step_near on step_asked_years.city_number = step_near.city_number
    inner join step_beside
        on
            step_near.peer_number = step_beside.city_number
            and step_asked_years.kind = step_beside.kind
            and step_asked_years.asked_year = step_beside.asked_year
    group by step_asked_years.series_number, step_asked_years.asked_year, step_asked_years.latest
),

-- The p-th quantile of n values is the (n + 1)p-th of them, counted from 1, interpolated between two: a value drawn like them lies below it with
-- probability p at every n.
placed as (
    select
        *,
        0.25 * (n_peers + 1) as place_25,
        0.5 * (n_peers + 1) as place_50,
        0.75 * (n_peers + 1) as place_75
    from sorted_points
),

between_two as (
    select
        *,
        points[cast(floor(place_25) as bigint)] as lower_25,
        points[cast(floor(place_50) as bigint)] as lower_50,
        points[cast(floor(place_75) as bigint)] as lower_75,
        points[cast(ceil(place_25) as bigint)] as upper_25,
        points[cast(ceil(place_50) as bigint)] as upper_50,
        points[cast(ceil(place_75) as bigint)] as upper_75
    from placed
)

select
    series_number,
    asked_year,
    latest,
    n_peers,
    lower_50 + (upper_50 - lower_50) * (place_50 - floor(place_50)) as median,
    lower_25 + (upper_25 - lower_25) * (place_25 - floor(place_25)) as p25,
    lower_75 + (upper_75 - lower_75) * (place_75 - floor(place_75)) as p75
from between_two
