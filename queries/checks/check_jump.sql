-- check_jump: changes far beyond what the network's own yearly changes of public values make likely
-- grain: one row a fault
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- value: the value in question
-- beside: the value before it
-- z: robust standard deviations from the network's own yearly changes
-- is_public: whether it was found among public values alone; only then is it told to readers
with

middle as (
    select measurement, percentile_cont(0.5) within group (order by yearly) as median
    from step_yearly
    where audience = 'public'
    group by measurement
),

-- Median absolute deviation; where it is 0 half of the changes are alike and nothing can be said of the others.
deviations as (
    select
        step_yearly.measurement,
        percentile_cont(0.5) within group (order by abs(step_yearly.yearly - middle.median)) as mad
    from step_yearly
    inner join middle on step_yearly.measurement = middle.measurement
    where step_yearly.audience = 'public'
    group by step_yearly.measurement
),

compared as (
    select
        step_yearly.audience,
        step_yearly.city,
        step_yearly.measurement,
        step_yearly.item,
        step_yearly.reference_year,
        step_yearly.value,
        step_yearly.previous_value as beside,
        -- 0.6745 is the third quartile of the normal distribution: it makes the deviation a standard one.
        round(0.674489750196082 * abs(step_yearly.yearly - middle.median) / deviations.mad, 9) as z
    from step_yearly
    inner join middle on step_yearly.measurement = middle.measurement
    inner join deviations on step_yearly.measurement = deviations.measurement
    where deviations.mad > 0.0
),

found as (
    select compared.*
    from stg_settings
    cross join compared
    where compared.z > stg_settings.jump_z
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
    z,
    audience = 'public' as is_public
from placed
where place = 1
order by city, measurement, item, reference_year
