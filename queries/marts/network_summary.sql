-- network_summary: how the measurements of an area moved in the network and in each region, country, size and income group: counts, medians
-- grain: one row a scope, group, area and outcome; groups with too few cities that have a public result in the area are left out
-- made: table
-- published: 90
-- scope: network, region, country, size or income
-- scope_name: the group; empty for the network
-- area: area of focus
-- outcome: towards, held, away, no_direction or mixed
-- cities_with_result: cities with a public result in the area
-- measurements: public results with that outcome, by measurement
-- firm: those of them that moved firmly
-- cities: cities that have one
-- median_measurements: median over those cities with a result of how many measurements of theirs have that outcome; public results only
-- assessed: public results with any outcome
-- not_tested: those of them that nothing tests; the chance leaves them out
-- other_definition: those of them by a city's own definition, and not by the catalogue's
-- chance: how many of the tested would show a movement by chance alone, in whatever direction, even if nothing had changed
with

groups as (
    select city, 'network' as scope, '' as scope_name
    from cities
    union all
    select city, scheme as scope, name as scope_name
    from stg_city_groups
),

by_city as (
    select
        city,
        area,
        outcome,
        count(*) as measurements,
        count(case when certainty = 'firm' then 1 end) as firm,
        count(case when chance is null then 1 end) as not_tested,
        count(case when differs then 1 end) as other_definition,
        -- Whole trillionths: their sum is the same in any order.
        sum(cast(round(coalesce(chance, 0.0) * 1e12) as bigint)) as chance
    from int_outcomes
    where not withheld
    group by city, area, outcome
),

with_result as (
    select distinct city, area from by_city
),

members as (
    select groups.scope, groups.scope_name, with_result.area, with_result.city
    from groups
    inner join with_result on groups.city = with_result.city
),

-- A city without such a measurement has none: a count of zero, and no missing value.
counted as (
    select
        members.scope,
        members.scope_name,
        members.area,
        stg_outcomes.outcome,
        members.city,
        coalesce(by_city.measurements, 0) as measurements,
        coalesce(by_city.firm, 0) as firm,
        coalesce(by_city.not_tested, 0) as not_tested,
        coalesce(by_city.other_definition, 0) as other_definition,
        coalesce(by_city.chance, 0) as chance
    from members
    cross join stg_outcomes
    left join by_city
        on members.city = by_city.city and members.area = by_city.area and stg_outcomes.outcome = by_city.outcome
),

summed as (
    select
        scope,
        scope_name,
        area,
        outcome,
        count(*) as cities_with_result,
        sum(measurements) as measurements,
        sum(firm) as firm,
        count(case when measurements > 0 then 1 end) as cities,
        percentile_cont(0.5) within group (order by measurements) as median_measurements
    from counted
    group by scope, scope_name, area, outcome
),

totals as (
    select
        scope,
        scope_name,
        area,
        sum(measurements) as assessed,
        sum(not_tested) as not_tested,
        sum(other_definition) as other_definition,
        cast(sum(chance) as double) / 1e12 as chance
    from counted
    group by scope, scope_name, area
)

select
    summed.scope,
    summed.scope_name,
    summed.area,
    summed.outcome,
    summed.cities_with_result,
    summed.measurements,
    summed.firm,
    summed.cities,
    summed.median_measurements,
    totals.assessed,
    totals.not_tested,
    totals.other_definition,
    totals.chance
from stg_settings
cross join summed
inner join totals
    on summed.scope = totals.scope and summed.scope_name = totals.scope_name and summed.area = totals.area
where summed.cities_with_result >= stg_settings.summary_cities
order by summed.scope, summed.scope_name, summed.area, summed.outcome
