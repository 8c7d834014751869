-- movement_counts: how many cities of the network did the same, so that a national trend is not read as one city's own
-- grain: one row a measurement, item and movement found in the network
-- measurement: measurement's id
-- item: item or total
-- movement: towards, away, steady, within_noise, at_parity, rose or fell
-- cities: cities whose series did so
-- assessed: cities whose series has any movement
with

counted as (
    select measurement, item, movement, count(*) as cities
    from progress
    where movement is not null
    group by measurement, item, movement
)

select
    measurement,
    item,
    movement,
    cities,
    sum(cities) over (partition by measurement, item) as assessed
from counted
order by measurement, item, movement
