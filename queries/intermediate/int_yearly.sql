-- int_yearly: how fast each series changed from point to point, where no break lies between
-- grain: one row an audience, city, measurement, item and reference year that follows another
-- made: by city
-- audience: public or any, as in stg_checked
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year of the later point
-- value: its value
-- previous_value: value of the earlier point
-- yearly: change a year: a difference for percent and rating, of logarithms for relative scales
with

ordered as (
    select
        stg_checked.audience,
        stg_checked.city,
        stg_checked.measurement,
        stg_checked.item,
        stg_checked.reference_year,
        stg_checked.value,
        stg_checked.breaks_so_far,
        stg_checked.comparable,
        measurements.scale in ('percent', 'rating') as absolute,
        lag(stg_checked.reference_year) over series_order as previous_year,
        lag(stg_checked.value) over series_order as previous_value,
        lag(stg_checked.comparable) over series_order as previous_comparable,
        lag(stg_checked.breaks_so_far) over series_order as previous_breaks
    from stg_checked
    inner join measurements on stg_checked.measurement = measurements.measurement
    window series_order as (
        partition by stg_checked.audience, stg_checked.city, stg_checked.measurement, stg_checked.item
        order by stg_checked.reference_year
    )
)

select
    audience,
    city,
    measurement,
    item,
    reference_year,
    value,
    previous_value,
    case
        when absolute then (value - previous_value) / (reference_year - previous_year)
        else (ln(value) - ln(previous_value)) / (reference_year - previous_year)
    end as yearly
from ordered
where
    previous_year is not null
    and breaks_so_far = previous_breaks
    and comparable = previous_comparable
    and (absolute or (value > 0.0 and previous_value > 0.0))
