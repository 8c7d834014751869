-- stg_checked: points as the checks across the data compare them: public ones among themselves, and all of the cities that withhold some
-- grain: one row an audience, city, measurement, item and reference year with a point
-- made: by city
-- audience: public, or any: what is found among public points may be told, and nothing withheld can change it
-- city: city's id
-- cycle: year of the brief that the value is for
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- value: value in the measurement's unit
-- source: official, survey or expert
-- breaks_so_far: breaks flagged up to this value, on values that are no points too
-- differs: whether its definition differs
-- comparable: source kind, definition and price base as one text: what two points of a series must share to be compared
with

withholding as (
    select distinct city from stg_received
    where consent <> 'public'
),

sent as (
    select 'public' as audience, *
    from stg_received
    where consent = 'public'
    union all
    select 'any' as audience, stg_received.*
    from stg_received
    inner join withholding on stg_received.city = withholding.city
),

counted as (
    select
        *,
        sum(case when breaks then 1 else 0 end) over (
            partition by audience, city, measurement, item
            order by reference_year
            rows between unbounded preceding and current row
        ) as breaks_so_far
    from sent
)

select
    audience,
    city,
    cycle,
    measurement,
    item,
    reference_year,
    value,
    source,
    breaks_so_far,
    differs,
    source || ' ' || coalesce(definition, case when differs then 'own' else '' end) || ' ' || coalesce(price_base, '') as comparable
from counted
where is_point
