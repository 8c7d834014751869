-- benefits_and_conditions: by each cycle, how a city's fundamental conditions, building blocks and wider benefits had moved since their baselines
-- grain: one row a registered city, cycle and dimension: the cycles in which it was asked to report, and the brief's
-- made: by city
-- city: city's id
-- cycle: the year up to which values count
-- dimension: 1 wider benefits, 2 building blocks, 3 fundamental conditions
-- towards: series that had moved the way progress lies
-- held: series that were steady, within noise, or at parity
-- away: series that had moved the other way
-- no_direction: series that had risen or fallen and have no direction
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

catalogue as (
    select stg_catalogue.measurement, stg_catalogue.item, stg_catalogue.min_change, areas.dimension
    from stg_catalogue
    inner join areas on stg_catalogue.area = areas.area
),

-- Each point holds until the next one.
points as (
    select
        city,
        measurement,
        item,
        reference_year,
        value,
        low,
        high,
        coalesce(reviewers, 1) as reviewers,
        lead(reference_year) over (partition by city, measurement, item order by reference_year) as next_year
    from series
    where in_run
),

baselines as (
    select
        step_ends.city,
        step_ends.measurement,
        step_ends.item,
        step_ends.scale,
        step_ends.direction,
        step_ends.source,
        catalogue.min_change,
        catalogue.dimension,
        step_ends.baseline_year,
        step_ends.baseline_value,
        step_ends.baseline_low,
        step_ends.baseline_high,
        points.reviewers
    from step_ends
    inner join catalogue on step_ends.measurement = catalogue.measurement and step_ends.item = catalogue.item
    inner join points
        on
            step_ends.city = points.city
            and step_ends.measurement = points.measurement
            and step_ends.item = points.item
            and step_ends.baseline_year = points.reference_year
),

moves as (
    select
        baselines.city,
        asked.cycle,
        baselines.dimension,
        baselines.direction,
        baselines.scale in ('percent', 'rating') as absolute,
        baselines.scale = 'count' as whole_units,
        baselines.scale not in ('percent', 'rating') and (baselines.baseline_value <= 0.0 or points.value <= 0.0) as no_ratio,
        baselines.min_change,
        baselines.scale = 'rating' and baselines.source = 'expert'
        and least(baselines.reviewers, points.reviewers) < stg_settings.few_reviewers as few_reviewers,
        stg_settings.few_reviewers_change,
        stg_settings.count_change,
        stg_settings.parity_low,
        stg_settings.parity_high,
        baselines.baseline_value as x1,
        points.value as x2,
        points.low as x2_low,
        points.high as x2_high,
        points.value - baselines.baseline_value as difference,
        case
            when baselines.scale in ('percent', 'rating') then 1.0
            else nullif(greatest(abs(baselines.baseline_value), abs(points.value)), 0.0)
        end as size_of_values,
        sqrt(power(points.value - points.low, 2) + power(baselines.baseline_high - baselines.baseline_value, 2)) as reach_down,
        sqrt(power(points.high - points.value, 2) + power(baselines.baseline_value - baselines.baseline_low, 2)) as reach_up
    from stg_settings
    cross join baselines
    inner join points
        on
            baselines.city = points.city
            and baselines.measurement = points.measurement
            and baselines.item = points.item
    inner join asked on baselines.city = asked.city
    where
        points.reference_year > baselines.baseline_year
        and asked.cycle >= points.reference_year
        and (points.next_year is null or asked.cycle < points.next_year)
        and asked.cycle - points.reference_year <= stg_settings.stale_years
),

changed as (
    select
        *,
        case when absolute or no_ratio then difference else x2 / x1 - 1.0 end as change,
        case
            when few_reviewers then greatest(min_change, few_reviewers_change)
            when no_ratio then count_change
            else min_change
        end as least_change
    from moves
    where not no_ratio or whole_units
),

decided as (
    select
        city,
        cycle,
        dimension,
        case
            -- To nine decimals, as in step_changes.
            when
                round((difference - reach_down) / size_of_values, 9) <= 0.0
                and round((difference + reach_up) / size_of_values, 9) >= 0.0
                then 'held'
            when round(abs(change), 9) < least_change then 'held'
            when direction = 'parity' and (x2 between parity_low and parity_high or coalesce(50.0 between x2_low and x2_high, false)) then 'held'
            when direction = 'parity' and round(abs(x1 - 50.0) - abs(x2 - 50.0), 9) >= least_change then 'towards'
            when direction = 'parity' and round(abs(x2 - 50.0) - abs(x1 - 50.0), 9) >= least_change then 'away'
            when direction = 'parity' then 'held'
            when direction = 'none' then 'no_direction'
            when (direction = 'up') = (change > 0.0) then 'towards'
            else 'away'
        end as outcome
    from changed
    -- Nothing that step_changes calls out_of_numbers.
    where
        abs(change) < 1e300
        and coalesce(abs(difference - reach_down) < 1e300, true)
        and coalesce(abs(difference + reach_up) < 1e300, true)
)

select
    asked.city,
    asked.cycle,
    dimensions.dimension,
    count(case when decided.outcome = 'towards' then 1 end) as towards,
    count(case when decided.outcome = 'held' then 1 end) as held,
    count(case when decided.outcome = 'away' then 1 end) as away,
    count(case when decided.outcome = 'no_direction' then 1 end) as no_direction
from asked
cross join dimensions
left join decided
    on asked.city = decided.city and asked.cycle = decided.cycle and dimensions.dimension = decided.dimension
group by asked.city, asked.cycle, dimensions.dimension
order by asked.city, asked.cycle, dimensions.dimension
