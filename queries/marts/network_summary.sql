-- network_summary: how the series of an area moved in the network and in each region, country, size and income group: counts and medians
-- grain: one row a scope, group, area and outcome; groups with too few cities that have a public result in the area are left out
-- scope: network, region, country, size or income
-- scope_name: the group; empty for the network
-- area: area of focus
-- outcome: towards, held, away or no_direction
-- cities_with_result: cities with a public result in the area
-- series: public results with that outcome
-- cities: cities that have one
-- median_series: median over those cities with a result of how many series of theirs have that outcome; public results only
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

groups as (
    select city, 'network' as scope, '' as scope_name
    from cities
    union all
    select city, scheme as scope, name as scope_name
    from stg_city_groups
),

by_city as (
    select city, area, outcome, count(*) as series
    from step_outcomes
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

-- A city without such a series has none: a count of zero, and no missing value.
counted as (
    select
        members.scope,
        members.scope_name,
        members.area,
        outcomes.outcome,
        members.city,
        coalesce(by_city.series, 0) as series
    from members
    cross join outcomes
    left join by_city
        on members.city = by_city.city and members.area = by_city.area and outcomes.outcome = by_city.outcome
),

summed as (
    select
        scope,
        scope_name,
        area,
        outcome,
        count(*) as cities_with_result,
        sum(series) as series,
        count(case when series > 0 then 1 end) as cities,
        percentile_cont(0.5) within group (order by series) as median_series
    from counted
    group by scope, scope_name, area, outcome
)

select
    summed.scope,
    summed.scope_name,
    summed.area,
    summed.outcome,
    summed.cities_with_result,
    summed.series,
    summed.cities,
    summed.median_series
from stg_settings
cross join summed
where summed.cities_with_result >= stg_settings.summary_cities
order by summed.scope, summed.scope_name, summed.area, summed.outcome
