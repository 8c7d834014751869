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
with

withholding as (
    select distinct city from stg_received where consent <> 'public'
)

select 'public' as audience, city, cycle, measurement, item, reference_year, value, source, breaks, differs
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
    stg_received.differs
from stg_received
inner join withholding on stg_received.city = withholding.city
where stg_received.is_point
