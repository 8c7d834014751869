-- movement_counts: how many cities of the network did the same, so that a national trend is not read as one city's own
-- grain: one row a measurement, item, definition and movement found in the network
-- made: table
-- published: 28
-- measurement: measurement's id
-- item: item or total
-- definition: id of the definition, in definitions; empty for the catalogue's. What one city alone measures is not counted
-- movement: towards, away, steady, within_noise, at_parity, rose or fell
-- cities: cities whose series by that definition did so
-- assessed: cities whose series by that definition has any movement
with

counted as (
    select measurement, item, definition, movement, count(*) as cities
    from progress
    where movement is not null and (definition is not null or not differs)
    group by measurement, item, definition, movement
)

select
    measurement,
    item,
    definition,
    movement,
    cities,
    sum(cities) over (partition by measurement, item, definition) as assessed
from counted
order by measurement, item, definition, movement
