-- stg_beside_region: the region's points beside each city's latest, the city's own left out, summarized
-- grain: one row a city, measurement and item with at least one such point
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- n_peers: other cities of the region with a point beside it
-- median: their median
-- p25: their 25th percentile
-- p75: their 75th percentile
with

-- Each region's values once, not once for each of its cities: with thousands of cities that is the difference between seconds and days.
region_values as (
    select
        region,
        measurement,
        item,
        source,
        differs,
        latest_year,
        array_sort(array_agg(value)) as all_values
    from step_beside
    group by region, measurement, item, source, differs, latest_year
),

-- The city's own value is one of them; n_peers values are left without it, and percentiles count from 0 to n_peers - 1.
placed as (
    select
        step_latest.city,
        step_latest.measurement,
        step_latest.item,
        region_values.all_values,
        cast(array_length(region_values.all_values) as bigint) - 1 as n_peers,
        cast(array_position(region_values.all_values, step_latest.value) as bigint) as own_place
    from step_latest
    inner join region_values
        on
            step_latest.region = region_values.region
            and step_latest.measurement = region_values.measurement
            and step_latest.item = region_values.item
            and step_latest.source = region_values.source
            and step_latest.differs = region_values.differs
            and step_latest.latest_year = region_values.latest_year
    where not step_latest.stale
),

quarters as (
    select
        *,
        0.25 * (n_peers - 1) as place_25,
        0.5 * (n_peers - 1) as place_50,
        0.75 * (n_peers - 1) as place_75
    from placed
    where n_peers > 0
),

between_two as (
    select
        *,
        cast(floor(place_25) as bigint) + 1 as below_25,
        cast(floor(place_50) as bigint) + 1 as below_50,
        cast(floor(place_75) as bigint) + 1 as below_75,
        cast(ceil(place_25) as bigint) + 1 as above_25,
        cast(ceil(place_50) as bigint) + 1 as above_50,
        cast(ceil(place_75) as bigint) + 1 as above_75
    from quarters
),

-- From the city's own place onwards the others stand one place further on.
neighbours as (
    select
        city,
        measurement,
        item,
        n_peers,
        place_25 - floor(place_25) as part_25,
        place_50 - floor(place_50) as part_50,
        place_75 - floor(place_75) as part_75,
        all_values[below_25 + case when below_25 >= own_place then 1 else 0 end] as lower_25,
        all_values[below_50 + case when below_50 >= own_place then 1 else 0 end] as lower_50,
        all_values[below_75 + case when below_75 >= own_place then 1 else 0 end] as lower_75,
        all_values[above_25 + case when above_25 >= own_place then 1 else 0 end] as upper_25,
        all_values[above_50 + case when above_50 >= own_place then 1 else 0 end] as upper_50,
        all_values[above_75 + case when above_75 >= own_place then 1 else 0 end] as upper_75
    from between_two
)

select
    city,
    measurement,
    item,
    n_peers,
    lower_50 + (upper_50 - lower_50) * part_50 as median,
    lower_25 + (upper_25 - lower_25) * part_25 as p25,
    lower_75 + (upper_75 - lower_75) * part_75 as p75
from neighbours
