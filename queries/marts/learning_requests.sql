-- learning_requests: what each city asks help with, and how comparable cities fared that were once where it is
-- grain: one row a city, measurement and item that it asks help with
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- feature: key feature
-- why: priority where the city declared any; else moved_away, or steady_outside the good side of its peers' middle half
-- latest_year: year of the city's latest point
-- value: its value
-- reach: whom the counts are of: peers (nearest in context), region or network; empty where no search can be made
-- comparable: cities that once had a value like it and have a point at least two years later; empty where no search can be made
-- towards: of these, cities that moved towards progress since
-- held: cities that did not move
-- away: cities that moved away
-- towards_by_chance: of these, how many would move towards progress by chance alone: half the sum of their chances of moving
-- named: cities named in peer_learning; nobody where no more moved firmly towards progress than by chance alone
-- reason: why no search can be made
with

named as (
    select city, measurement, item, count(*) as named
    from nearest_alike
    group by city, measurement, item
)

select
    step_requests.city,
    step_requests.measurement,
    step_requests.item,
    step_requests.feature,
    step_requests.why,
    cast(step_latest.latest_year as bigint) as latest_year,
    step_latest.value,
    nearest_outcomes.reach,
    nearest_outcomes.comparable,
    nearest_outcomes.towards,
    nearest_outcomes.held,
    nearest_outcomes.away,
    nearest_outcomes.towards_by_chance,
    case when step_requests.reason is null then coalesce(named.named, 0) end as named,
    step_requests.reason
from step_requests
left join step_latest on step_requests.series_number = step_latest.series_number
left join nearest_outcomes
    on
        step_requests.city = nearest_outcomes.city
        and step_requests.measurement = nearest_outcomes.measurement
        and step_requests.item = nearest_outcomes.item
left join named
    on
        step_requests.city = named.city
        and step_requests.measurement = named.measurement
        and step_requests.item = named.item
order by step_requests.city, step_requests.measurement, step_requests.item
