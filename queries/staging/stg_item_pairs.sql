-- stg_item_pairs: items of one measurement between which a difference is a gap
-- grain: one row a measurement with such a pair
-- made: table
-- measurement: measurement's id
-- first_item: the first of the two, as in the printed form
-- second_item: the other

-- Other pairs, as basic and adult education, are parts of something: that one is larger than the other is no gap.
with

gaps as (
    select 'female' as first_item, 'male' as second_item
    union all
    select 'girls' as first_item, 'boys' as second_item
    union all
    select 'public' as first_item, 'private' as second_item
    union all
    select 'schools' as first_item, 'community_spaces' as second_item
)

select
    first_items.measurement,
    gaps.first_item,
    gaps.second_item
from gaps
inner join measurement_items as first_items on gaps.first_item = first_items.item
inner join measurement_items as second_items
    on gaps.second_item = second_items.item and first_items.measurement = second_items.measurement
