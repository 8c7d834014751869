-- check_total_between: totals that do not lie between women and men of the same year
-- grain: one row a fault
-- made: table
-- severity: warning
-- sentence: A total lies between the values for women and for men of the same year and source.
-- question: total_not_between: The total is {value}, and the nearer of the values for women and men of that year is {compared_with}; a total lies
--   between the two. Check all three.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- value: the value in question
-- compared_with: the nearer of the two
-- is_public: whether it was found among public values alone; only then is it told to readers
with

compared as (
    select
        totals.audience,
        totals.city,
        totals.measurement,
        totals.item,
        totals.reference_year,
        totals.value,
        least(women.value, men.value) as least_value,
        greatest(women.value, men.value) as greatest_value
    from stg_checked as totals
    inner join stg_checked as women
        on
            totals.audience = women.audience
            and totals.city = women.city
            and totals.measurement = women.measurement
            and totals.reference_year = women.reference_year
            and totals.comparable = women.comparable
    inner join stg_checked as men
        on
            totals.audience = men.audience
            and totals.city = men.city
            and totals.measurement = men.measurement
            and totals.reference_year = men.reference_year
            and totals.comparable = men.comparable
    where totals.item = 'total' and women.item = 'female' and men.item = 'male'
),

found as (
    select
        audience,
        city,
        measurement,
        item,
        reference_year,
        value,
        case when value < least_value then least_value else greatest_value end as compared_with
    from compared
    -- A weighted mean of two equal values may differ from them in its last digit.
    where
        value < least_value - 1e-9 * greatest(1.0, abs(least_value))
        or value > greatest_value + 1e-9 * greatest(1.0, abs(greatest_value))
)

-- What is found among public values is reported, whatever else is found.
select
    * exclude (audience),
    audience = 'public' as is_public
from found
qualify row_number() over (partition by city, measurement, item, reference_year order by audience desc) = 1
order by city, measurement, item, reference_year
