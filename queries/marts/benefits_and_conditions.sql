-- benefits_and_conditions: by each cycle, how a city's fundamental conditions, building blocks and wider benefits had moved since their baselines
-- grain: one row a registered city, cycle and dimension: the cycles in which it was asked to report, and the brief's
-- made: by city
-- published: 75
-- city: city's id
-- cycle: the year up to which values count
-- dimension: 1 wider benefits, 2 building blocks, 3 fundamental conditions
-- towards: measurements that had moved the way progress lies
-- held: measurements that were steady, within noise, or at parity
-- away: measurements that had moved the other way
-- no_direction: measurements that had risen or fallen and have no direction
-- mixed: measurements without a total whose items had moved different ways
with

-- What happened together, side by side. It shows no cause. The comparable run is the one that ends with the brief's latest
-- point, so that the row of the brief's cycle is that of area_movement.
dimensions as (
    select distinct dimension from areas
),

asked as (
    select city, cycle from stg_city_cycles
    union all
    select cities.city, brief.cycle
    from brief
    cross join cities
    left join stg_city_cycles on cities.city = stg_city_cycles.city and brief.cycle = stg_city_cycles.cycle
    where stg_city_cycles.city is null
),

-- Each point holds until the next one.
since_baseline as (
    select
        city,
        measurement,
        item,
        to_year,
        movement,
        lead(to_year) over (partition by city, measurement, item order by to_year) as next_year
    from int_judged
    where role in ('own', 'latest_earlier', 'earlier')
),

results as (
    select
        asked.city,
        asked.cycle,
        since_baseline.measurement,
        since_baseline.item,
        areas.dimension,
        case when since_baseline.movement in ('towards', 'away', 'rose', 'fell') then since_baseline.movement end as moved
    from stg_settings
    cross join asked
    inner join since_baseline on asked.city = since_baseline.city
    inner join stg_catalogue
        on since_baseline.measurement = stg_catalogue.measurement and since_baseline.item = stg_catalogue.item
    inner join areas on stg_catalogue.area = areas.area
    where
        since_baseline.movement is not null
        and asked.cycle >= since_baseline.to_year
        and (since_baseline.next_year is null or asked.cycle < since_baseline.next_year)
        and asked.cycle - since_baseline.to_year <= stg_settings.stale_years
),

-- By measurement, as in measurement_movement: the total, else what the items that moved have in common.
with_total as (
    select city, cycle, measurement
    from results
    where item = 'total'
),

merged as (
    select
        results.city,
        results.cycle,
        results.measurement,
        results.dimension,
        min(results.moved) as one_way,
        max(results.moved) as other_way
    from results
    left join with_total
        on
            results.city = with_total.city
            and results.cycle = with_total.cycle
            and results.measurement = with_total.measurement
    where with_total.city is null or results.item = 'total'
    group by results.city, results.cycle, results.measurement, results.dimension
)

select
    asked.city,
    asked.cycle,
    dimensions.dimension,
    count(case when merged.one_way = merged.other_way and merged.one_way = 'towards' then 1 end) as towards,
    count(case when merged.city is not null and merged.one_way is null then 1 end) as held,
    count(case when merged.one_way = merged.other_way and merged.one_way = 'away' then 1 end) as away,
    count(case when merged.one_way = merged.other_way and merged.one_way in ('rose', 'fell') then 1 end) as no_direction,
    count(case when merged.one_way <> merged.other_way then 1 end) as mixed
from asked
cross join dimensions
left join merged
    on asked.city = merged.city and asked.cycle = merged.cycle and dimensions.dimension = merged.dimension
group by asked.city, asked.cycle, dimensions.dimension
order by asked.city, asked.cycle, dimensions.dimension
