-- peer_series: the middle half of the nearest peers in each year, to stand behind a city's own series
-- grain: one row a city, measurement, item and year with enough peers
-- city: city's id
-- scheme: nearest
-- measurement: measurement's id
-- item: item or total
-- reference_year: the year
-- n_peers: peers with a point in that year of the same source kind and definition as the city's latest
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
    step_latest.city,
    'nearest' as scheme,
    step_latest.measurement,
    step_latest.item,
    between_two.reference_year,
    between_two.n_peers,
    between_two.lower_50 + (between_two.upper_50 - between_two.lower_50) * between_two.part_50 as median,
    between_two.lower_25 + (between_two.upper_25 - between_two.lower_25) * between_two.part_25 as p25,
    between_two.lower_75 + (between_two.upper_75 - between_two.lower_75) * between_two.part_75 as p75
from between_two
inner join step_latest on between_two.series_number = step_latest.series_number
order by step_latest.city, step_latest.measurement, step_latest.item, between_two.reference_year
