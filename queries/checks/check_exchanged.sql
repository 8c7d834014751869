-- check_exchanged: values for women and men that fit the years before only when they are exchanged
-- grain: one row a fault
-- made: table
-- severity: warning
-- sentence: Values for women and men fit the years before as they were sent, and not only when they are exchanged.
-- question: perhaps_exchanged: The values for women and men ({value} here, {compared_with} for the other) fit the years before only when they are
--   exchanged. Check both rows.
-- city: city's id
-- measurement: measurement's id
-- item: female or male
-- reference_year: year
-- value: the value in question
-- compared_with: the value of the other item in the same year
-- is_public: whether it was found among public values alone; only then is it told to readers
with

pairs as (
    select
        women.audience,
        women.city,
        women.measurement,
        women.reference_year,
        women.value as women,
        men.value as men,
        women.value > men.value as women_above
    from stg_checked as women
    inner join stg_checked as men
        on
            women.audience = men.audience
            and women.city = men.city
            and women.measurement = men.measurement
            and women.reference_year = men.reference_year
            and women.source = men.source
            and women.differs = men.differs
    where women.item = 'female' and men.item = 'male' and women.value <> men.value
),

ordered as (
    select
        *,
        lag(women) over years as previous_women,
        lag(men) over years as previous_men,
        lag(women_above) over years as previously_above,
        lag(women_above, 2) over years as above_before_that
    from pairs
    window years as (partition by audience, city, measurement order by reference_year)
),

compared as (
    select
        *,
        abs(women - previous_women) + abs(men - previous_men) as as_sent,
        abs(women - previous_men) + abs(men - previous_women) as exchanged
    from ordered
    -- The gap had one sign in the years before, and has the other now.
    where previously_above = coalesce(above_before_that, previously_above) and previously_above <> women_above
),

found as (
    select compared.*
    from stg_settings
    cross join compared
    where round(compared.exchanged * stg_settings.exchanged_factor, 9) < round(compared.as_sent, 9)
),

by_item as (
    select audience, city, measurement, 'female' as item, reference_year, women as value, men as compared_with
    from found
    union all
    select audience, city, measurement, 'male' as item, reference_year, men as value, women as compared_with
    from found
)

-- What is found among public values is reported, whatever else is found.
select
    * exclude (audience),
    audience = 'public' as is_public
from by_item
qualify row_number() over (partition by city, measurement, item, reference_year order by audience desc) = 1
order by city, measurement, item, reference_year
