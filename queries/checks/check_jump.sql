-- check_jump: changes far beyond what the network's own yearly changes of public values make likely
-- grain: one row a fault
-- made: table
-- severity: warning
-- sentence: No change is far beyond what the network's own yearly changes make likely.
-- question: jump: The value is {value} and the one before it {compared_with}, a change far larger than is usual. Check the figure and its unit; if
--   the definition changed write status B, else say in note why it is right.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- value: the value in question
-- compared_with: the value before it
-- z: robust standard deviations from the network's own yearly changes
-- is_public: whether it was found among public values alone; only then is it told to readers
with

middle as (
    select measurement, percentile_cont(0.5) within group (order by yearly) as median
    from int_yearly
    where audience = 'public'
    group by measurement
),

-- Median absolute deviation; where it is 0 half of the changes are alike and nothing can be said of the others.
deviations as (
    select
        int_yearly.measurement,
        percentile_cont(0.5) within group (order by abs(int_yearly.yearly - middle.median)) as mad
    from int_yearly
    inner join middle on int_yearly.measurement = middle.measurement
    where int_yearly.audience = 'public'
    group by int_yearly.measurement
),

compared as (
    select
        int_yearly.audience,
        int_yearly.city,
        int_yearly.measurement,
        int_yearly.item,
        int_yearly.reference_year,
        int_yearly.value,
        int_yearly.previous_value as compared_with,
        -- 0.6745 is the third quartile of the normal distribution: it makes the deviation a standard one.
        round(0.674489750196082 * abs(int_yearly.yearly - middle.median) / deviations.mad, 9) as z
    from int_yearly
    inner join middle on int_yearly.measurement = middle.measurement
    inner join deviations on int_yearly.measurement = deviations.measurement
    where deviations.mad > 0.0
),

found as (
    select compared.*
    from stg_settings
    cross join compared
    where compared.z > stg_settings.jump_z
)

-- What is found among public values is reported, whatever else is found.
select
    * exclude (audience),
    audience = 'public' as is_public
from found
qualify row_number() over (partition by city, measurement, item, reference_year order by audience desc) = 1
order by city, measurement, item, reference_year
