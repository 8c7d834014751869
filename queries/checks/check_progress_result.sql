-- check_progress_result: series with neither a movement nor a reason, or with both
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every series has one movement or one reason; both only where a count has no relative change.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- movement: movement
-- reason: reason
select
    city,
    measurement,
    item,
    movement,
    reason
from progress_components
where
    (movement is null and reason is null)
    or (movement is not null and reason is not null and not (reason = 'base_not_positive' and scale = 'count'))
order by city, measurement, item
