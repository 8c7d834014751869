-- network_movement: how many series of the network and of each region moved which way, by area
-- grain: one row a scope, area and outcome; a region with too few cities that have a result in the area is left out
-- scope: network or region
-- scope_name: the region; empty for the network
-- area: area of focus
-- outcome: towards, held, away or no_direction
-- series: series of the catalogue with that outcome
-- cities: cities that have such a series
with

outcomes as (
    select 'towards' as outcome
    union all
    select 'held' as outcome
    union all
    select 'away' as outcome
    union all
    select 'no_direction' as outcome
),

results as (
    select
        progress.city,
        cities.region,
        stg_catalogue.area,
        case
            when progress.movement in ('steady', 'within_noise', 'at_parity') then 'held'
            when progress.movement in ('rose', 'fell') then 'no_direction'
            else progress.movement
        end as outcome
    from progress
    inner join cities on progress.city = cities.city
    inner join stg_catalogue
        on progress.measurement = stg_catalogue.measurement and progress.item = stg_catalogue.item
    where progress.movement is not null
),

scoped as (
    select 'network' as scope, '' as scope_name, city, area, outcome
    from results
    union all
    select 'region' as scope, region as scope_name, city, area, outcome
    from results
),

enough as (
    select scoped.scope, scoped.scope_name, scoped.area
    from stg_settings
    cross join scoped
    where scoped.scope = 'region'
    group by scoped.scope, scoped.scope_name, scoped.area, stg_settings.summary_cities
    having count(distinct scoped.city) >= stg_settings.summary_cities
    union all
    select 'network' as scope, '' as scope_name, area
    from areas
),

counted as (
    select
        scope,
        scope_name,
        area,
        outcome,
        count(*) as series,
        count(distinct city) as cities
    from scoped
    group by scope, scope_name, area, outcome
)

select
    enough.scope,
    enough.scope_name,
    enough.area,
    outcomes.outcome,
    coalesce(counted.series, 0) as series,
    coalesce(counted.cities, 0) as cities
from enough
cross join outcomes
left join counted
    on
        enough.scope = counted.scope
        and enough.scope_name = counted.scope_name
        and enough.area = counted.area
        and outcomes.outcome = counted.outcome
order by enough.scope, enough.scope_name, enough.area, outcomes.outcome
