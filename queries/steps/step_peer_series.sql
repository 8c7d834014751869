-- step_peer_series: median and middle half of nearest peers' points, year by year
-- grain: one row a series and year with enough peers
-- made: by kind
-- series_number: series, as in step_latest
-- reference_year: year of the points
-- n_peers: nearest peers with a comparable point in that year
-- median: their median
-- p25: their 25th percentile
-- p75: their 75th percentile
with

-- Keys are numbers here, not texts: this is the largest of all relations.
peer_points as (
    select
        step_latest.series_number,
        cast(step_points.reference_year as bigint) as reference_year,
        step_points.value
    from step_latest
    inner join step_near on step_latest.city_number = step_near.city_number
    inner join step_points on step_near.peer_number = step_points.city_number and step_latest.kind = step_points.kind
    where not step_latest.expert_rating
),

-- Sorting each small group once takes a fraction of the time of three percentile_cont.
sorted_points as (
    select
        series_number,
        reference_year,
        count(*) as n_peers,
        array_sort(array_agg(value)) as points
    from peer_points
    group by series_number, reference_year
    having count(*) >= (select peers_min from stg_settings)
),

-- Percentiles count from 0 to n - 1; between two values they interpolate.
placed as (
    select
        *,
        0.25 * (n_peers - 1) as place_25,
        0.5 * (n_peers - 1) as place_50,
        0.75 * (n_peers - 1) as place_75
    from sorted_points
),

between_two as (
    select
        series_number,
        reference_year,
        n_peers,
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
    reference_year,
    n_peers,
    lower_50 + (upper_50 - lower_50) * part_50 as median,
    lower_25 + (upper_25 - lower_25) * part_25 as p25,
    lower_75 + (upper_75 - lower_75) * part_75 as p75
from between_two
