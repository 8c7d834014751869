-- step_kinds: what makes points of different cities like one another, numbered
-- grain: one row a measurement, item, source kind and definition found in public points
-- measurement: measurement's id
-- item: item or total
-- source: source kind
-- differs: whether the definition differs
-- kind: its number
with

found as (
    select distinct measurement, item, source, differs from series
)

select
    measurement,
    item,
    source,
    differs,
    cast(row_number() over (order by measurement, item, source, differs) as int) as kind
from found
