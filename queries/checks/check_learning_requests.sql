-- check_learning_requests: requests whose counts do not hold together
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every request has either counts that add up or a reason, and names no more cities than moved towards.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reason: reason
with

listed as (
    select city, measurement, item, count(*) as cities
    from peer_learning
    group by city, measurement, item
)

select
    learning_requests.city,
    learning_requests.measurement,
    learning_requests.item,
    learning_requests.reason
from learning_requests
left join listed
    on
        learning_requests.city = listed.city
        and learning_requests.measurement = listed.measurement
        and learning_requests.item = listed.item
where
    (learning_requests.reason is null) <> (learning_requests.comparable is not null)
    or learning_requests.towards + learning_requests.held + learning_requests.away <> learning_requests.comparable
    or learning_requests.named > learning_requests.towards
    or coalesce(learning_requests.named, 0) <> coalesce(listed.cities, 0)
order by learning_requests.city, learning_requests.measurement, learning_requests.item
