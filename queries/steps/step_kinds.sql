-- step_kinds: what makes points of different cities comparable, numbered
-- grain: one row a measurement, item, source kind, definition and price base found in public points
-- measurement: measurement's id
-- item: item or total
-- source: source kind
-- definition_key: definition's id; empty for the catalogue's; a city's own definition without an id is shared with no other city
-- price_key: price base; empty where it is no amount of money
-- kind: its number
with

found as (
    select distinct measurement, item, source, definition_key, price_key from stg_point_keys
)

select
    measurement,
    item,
    source,
    definition_key,
    price_key,
    cast(row_number() over (order by measurement, item, source, definition_key, price_key) as int) as kind
from found
