-- network_movement: how many measurements of the network's and of each region's cities moved which way, by area
-- grain: one row a scope, area and outcome; a region with too few cities that have a result in the area is left out
-- made: table
-- published: 27
-- scope: network or region
-- scope_name: the region; empty for the network
-- area: area of focus
-- outcome: towards, held, away, no_direction or mixed
-- measurements: cities' measurements with that outcome
-- firm: those of them that moved firmly
-- cities: cities that have such a measurement
-- assessed: cities' measurements with any outcome
-- not_tested: those of them that nothing tests; the chance leaves them out
-- other_definition: those of them by a city's own definition, and not by the catalogue's
-- chance: how many of the tested would show a movement by chance alone, in whatever direction, even if nothing had changed
with

results as (
    select
        measurement_movement.city,
        measurement_movement.area,
        case when measurement_movement.outcome in ('rose', 'fell') then 'no_direction' else measurement_movement.outcome end as outcome,
        measurement_movement.certainty,
        measurement_movement.differs,
        measurement_movement.chance,
        cities.region
    from measurement_movement
    inner join cities on measurement_movement.city = cities.city
    where measurement_movement.outcome is not null
),

scoped as (
    select 'network' as scope, '' as scope_name, city, area, outcome, certainty, differs, chance
    from results
    union all
    select 'region' as scope, region as scope_name, city, area, outcome, certainty, differs, chance
    from results
),

totals as (
    select
        scope,
        scope_name,
        area,
        count(distinct city) as cities,
        count(*) as assessed,
        count(case when chance is null then 1 end) as not_tested,
        count(case when differs then 1 end) as other_definition,
        -- Whole trillionths: their sum is the same in any order.
        cast(sum(cast(round(coalesce(chance, 0.0) * 1e12) as bigint)) as double) / 1e12 as chance
    from scoped
    group by scope, scope_name, area
),

enough as (
    select
        totals.scope,
        totals.scope_name,
        totals.area,
        totals.assessed,
        totals.not_tested,
        totals.other_definition,
        totals.chance
    from stg_settings
    cross join totals
    where totals.scope = 'region' and totals.cities >= stg_settings.summary_cities
    union all
    select
        'network' as scope,
        '' as scope_name,
        areas.area,
        coalesce(totals.assessed, 0) as assessed,
        coalesce(totals.not_tested, 0) as not_tested,
        coalesce(totals.other_definition, 0) as other_definition,
        coalesce(totals.chance, 0.0) as chance
    from areas
    left join totals on areas.area = totals.area and totals.scope = 'network'
),

counted as (
    select
        scope,
        scope_name,
        area,
        outcome,
        count(*) as measurements,
        count(case when certainty = 'firm' then 1 end) as firm,
        count(distinct city) as cities
    from scoped
    group by scope, scope_name, area, outcome
)

select
    enough.scope,
    enough.scope_name,
    enough.area,
    stg_outcomes.outcome,
    coalesce(counted.measurements, 0) as measurements,
    coalesce(counted.firm, 0) as firm,
    coalesce(counted.cities, 0) as cities,
    enough.assessed,
    enough.not_tested,
    enough.other_definition,
    enough.chance
from enough
cross join stg_outcomes
left join counted
    on
        enough.scope = counted.scope
        and enough.scope_name = counted.scope_name
        and enough.area = counted.area
        and stg_outcomes.outcome = counted.outcome
order by enough.scope, enough.scope_name, enough.area, stg_outcomes.outcome
