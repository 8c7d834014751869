-- stg_checked: points as the checks across the data compare them: public ones among themselves, and all of the cities that withhold some
-- grain: one row an audience, city, measurement, item and reference year with a point
-- made: by city
-- audience: public, or any: what is found among public points may be told, and nothing withheld can change it
-- city: city's id
-- cycle: year of the brief that the value was sent for
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- value: value in the measurement's unit
-- source: official, survey or expert
-- breaks: whether a break stands before it by its flag
-- differs: whether its definition differs
-- comparable: source kind, definition and price base as one text: what two points of a series must share to be compared
with

withholding as (
    select distinct city from stg_received where consent <> 'public'
)

select
    'public' as audience,
    city,
    cycle,
    measurement,
    item,
    reference_year,
    value,
    source,
    breaks,
    differs,
    source || ' ' || coalesce(definition, case when differs then 'own' else '' end) || ' ' || coalesce(price_base, '') as comparable
from stg_received
where is_point and consent = 'public'
union all
select
    'any' as audience,
    stg_received.city,
    stg_received.cycle,
    stg_received.measurement,
    stg_received.item,
    stg_received.reference_year,
    stg_received.value,
    stg_received.source,
    stg_received.breaks,
    stg_received.differs,
    stg_received.source
    || ' '
    || coalesce(stg_received.definition, case when stg_received.differs then 'own' else '' end)
    || ' '
    || coalesce(stg_received.price_base, '') as comparable
from stg_received
inner join withholding on stg_received.city = withholding.city
where stg_received.is_point
