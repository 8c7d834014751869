-- learning_requests: what each city asks help with, and how comparable cities fared that were once where it is
-- grain: one row a city, measurement and item that it asks help with
-- made: table
-- published: 60
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
    int_requests.city,
    int_requests.measurement,
    int_requests.item,
    int_requests.feature,
    int_requests.why,
    cast(int_latest.latest_year as bigint) as latest_year,
    int_latest.value,
    nearest_outcomes.reach,
    nearest_outcomes.comparable,
    nearest_outcomes.towards,
    nearest_outcomes.held,
    nearest_outcomes.away,
    nearest_outcomes.towards_by_chance,
    case when int_requests.reason is null then coalesce(named.named, 0) end as named,
    int_requests.reason
from int_requests
left join int_latest on int_requests.series_number = int_latest.series_number
left join nearest_outcomes
    on
        int_requests.city = nearest_outcomes.city
        and int_requests.measurement = nearest_outcomes.measurement
        and int_requests.item = nearest_outcomes.item
left join named
    on
        int_requests.city = named.city
        and int_requests.measurement = named.measurement
        and int_requests.item = named.item
order by int_requests.city, int_requests.measurement, int_requests.item
