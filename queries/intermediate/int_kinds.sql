-- int_kinds: what makes points of different cities comparable, numbered
-- grain: one row a measurement, item, source kind, definition and price base found in public points
-- made: table
-- measurement: measurement's id
-- item: item or total
-- source: source kind
-- differs: whether the definition differs
-- definition: id of the definition; empty for the catalogue's and for a city's own
-- definition_key: definition, as in series: a city's own is like no other
-- price_base: prices of an amount of money; empty for anything else, and where none is given
-- kind: its number
with

found as (
    select distinct measurement, item, source, differs, definition, definition_key, coalesce(price_base, '') as price_base from series
)

select
    measurement,
    item,
    source,
    differs,
    definition,
    definition_key,
    price_base,
    cast(row_number() over (order by measurement, item, source, definition_key, price_base) as int) as kind
from found
