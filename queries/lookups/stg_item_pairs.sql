-- stg_item_pairs: items of one measurement that make a pair: the two besides the total, where there are just two
-- grain: one row a measurement with such a pair
-- measurement: measurement's id
-- first_item: the one that stands first in the printed form
-- second_item: the other
select
    first_items.measurement,
    min(first_items.item) as first_item,
    min(second_items.item) as second_item
from measurement_items as first_items
inner join measurement_items as second_items
    on first_items.measurement = second_items.measurement and first_items.position < second_items.position
where first_items.item <> 'total' and second_items.item <> 'total'
group by first_items.measurement
having count(*) = 1
