-- int_withheld: counts of withheld results that may be given: taking the public ones off leaves several cities, never one
-- grain: one row a scope, area and outcome, for the network and its regions only
-- made: table
-- scope: network or region
-- scope_name: the region; empty for the network
-- area: area of focus
-- outcome: towards, held, away, no_direction or mixed
-- withheld_cities: cities with a withheld result in the area
-- withheld_measurements: withheld results with that outcome
with

-- Anyone can count the public results and subtract them, so every number here is one about the withheld cities alone. A cell
-- is given where there are enough cities, enough of them withheld, and at least two outcomes each come from several of
-- them: where all went one way, the count would say it of each. What is left of the network when its regions are
-- subtracted must satisfy the same, or be nothing; else the regions are not given. Median and number of cities by outcome
-- rest on public results alone.
scoped as (
    select 'network' as scope, '' as scope_name, city, area, outcome, withheld
    from int_outcomes
    union all
    select 'region' as scope, cities.region as scope_name, int_outcomes.city, int_outcomes.area, int_outcomes.outcome, int_outcomes.withheld
    from int_outcomes
    inner join cities on int_outcomes.city = cities.city
),

sizes as (
    select
        scope,
        scope_name,
        area,
        count(distinct city) as all_cities,
        count(distinct case when withheld then city end) as withheld_cities
    from scoped
    group by scope, scope_name, area
),

by_outcome as (
    select
        scope,
        scope_name,
        area,
        outcome,
        count(*) as withheld_measurements,
        count(distinct city) as outcome_cities
    from scoped
    where withheld
    group by scope, scope_name, area, outcome
),

spread as (
    select
        by_outcome.scope,
        by_outcome.scope_name,
        by_outcome.area,
        count(case when by_outcome.outcome_cities >= stg_settings.aggregate_spread then 1 end) as outcomes
    from stg_settings
    cross join by_outcome
    group by by_outcome.scope, by_outcome.scope_name, by_outcome.area
),

enough as (
    select sizes.scope, sizes.scope_name, sizes.area, sizes.withheld_cities
    from stg_settings
    cross join sizes
    inner join spread
        on sizes.scope = spread.scope and sizes.scope_name = spread.scope_name and sizes.area = spread.area
    where
        sizes.all_cities >= stg_settings.aggregate_cities
        and sizes.withheld_cities >= stg_settings.aggregate_withheld
        and spread.outcomes >= 2
),

-- Withheld results of the regions that are not given: what subtraction would leave of the network.
left_over as (
    select scoped.area, scoped.city, scoped.outcome
    from scoped
    left join enough
        on scoped.scope = enough.scope and scoped.scope_name = enough.scope_name and scoped.area = enough.area
    where scoped.scope = 'region' and scoped.withheld and enough.area is null
),

left_cities as (
    select area, count(distinct city) as withheld_cities
    from left_over
    group by area
),

left_outcomes as (
    select area, outcome, count(distinct city) as outcome_cities
    from left_over
    group by area, outcome
),

left_spread as (
    select
        left_outcomes.area,
        count(case when left_outcomes.outcome_cities >= stg_settings.aggregate_spread then 1 end) as outcomes
    from stg_settings
    cross join left_outcomes
    group by left_outcomes.area
),

too_little_left as (
    select left_cities.area
    from stg_settings
    cross join left_cities
    inner join left_spread on left_cities.area = left_spread.area
    where left_cities.withheld_cities < stg_settings.aggregate_withheld or left_spread.outcomes < 2
)

select
    enough.scope,
    enough.scope_name,
    enough.area,
    stg_outcomes.outcome,
    enough.withheld_cities,
    coalesce(by_outcome.withheld_measurements, 0) as withheld_measurements
from enough
cross join stg_outcomes
left join by_outcome
    on
        enough.scope = by_outcome.scope
        and enough.scope_name = by_outcome.scope_name
        and enough.area = by_outcome.area
        and stg_outcomes.outcome = by_outcome.outcome
left join too_little_left on enough.area = too_little_left.area
where enough.scope = 'network' or too_little_left.area is null
