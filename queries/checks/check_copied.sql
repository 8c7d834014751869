-- check_copied: values equal to the one sent for the cycle before, to all decimals
-- grain: one row a fault
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- value: the value in question
-- beside: the value sent for the cycle before
-- is_public: whether it was found among public values alone; only then is it told to readers
with

-- Ratings and counts come back to the same value by themselves.
-- Only series in which a value stands twice are gone through year by year.
repeating as (
    select distinct audience, city, measurement, item
    from (
        select audience, city, measurement, item
        from stg_checked
        group by audience, city, measurement, item, value
        having count(*) > 1
    ) as values_of_series
),

newest as (
    select
        stg_checked.*,
        row_number() over (
            partition by stg_checked.audience, stg_checked.city, stg_checked.measurement, stg_checked.item, stg_checked.cycle
            order by stg_checked.reference_year desc
        ) as newest_first
    from stg_checked
    inner join measurements on stg_checked.measurement = measurements.measurement
    inner join repeating
        on
            stg_checked.audience = repeating.audience
            and stg_checked.city = repeating.city
            and stg_checked.measurement = repeating.measurement
            and stg_checked.item = repeating.item
    where measurements.scale not in ('rating', 'count')
),

ordered as (
    select
        *,
        lag(value) over series_order as beside,
        lag(reference_year) over series_order as previous_year
    from newest
    where newest_first = 1
    window series_order as (partition by audience, city, measurement, item order by cycle)
),

found as (
    select audience, city, measurement, item, reference_year, value, beside
    from ordered
    where value = beside and reference_year <> previous_year
),

-- What is found among public points is told, whatever else is.
placed as (
    select
        *,
        row_number() over (
            partition by city, measurement, item, reference_year
            order by audience desc
        ) as place
    from found
)

select
    city,
    measurement,
    item,
    reference_year,
    value,
    beside,
    audience = 'public' as is_public
from placed
where place = 1
order by city, measurement, item, reference_year
