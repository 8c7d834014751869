-- stg_catalogue: the series that every city is asked for, with what the methods need to know of them
-- grain: one row a measurement and item
-- made: table
-- measurement: measurement's id
-- item: item or total
-- position: place in the printed form
-- area: area of focus
-- feature: key feature
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- min_change: smallest whole change called movement
select
    measurement_items.measurement,
    measurement_items.item,
    measurement_items.position,
    measurements.area,
    measurements.feature,
    measurements.scale,
    measurements.direction,
    measurements.min_change
from measurement_items
inner join measurements on measurement_items.measurement = measurements.measurement
