-- check_fraction: percentages of 1 or less that lie far below their neighbours: perhaps fractions
-- grain: one row a fault
-- made: table
-- severity: warning
-- sentence: No percentage of 1 or less is many times smaller than others of its series or, where these are as small, of the network.
-- question: perhaps_fraction: The value is {value} where others are about {compared_with}. If it is a fraction write the percentage: 45 for 0.45.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- value: the value in question
-- compared_with: median of the series' other points if above 1, else of the network's public ones
-- is_public: whether it was found among public values alone; only then is it told to readers
with

points as (
    select stg_checked.*
    from stg_checked
    inner join measurements on stg_checked.measurement = measurements.measurement
    where measurements.scale = 'percent'
),

small as (
    select * from points
    where value > 0.0 and value <= 1.0
),

own as (
    select
        small.audience,
        small.city,
        small.measurement,
        small.item,
        small.reference_year,
        percentile_cont(0.5) within group (order by points.value) as median
    from small
    inner join points
        on
            small.audience = points.audience
            and small.city = points.city
            and small.measurement = points.measurement
            and small.item = points.item
            and small.reference_year <> points.reference_year
    group by small.audience, small.city, small.measurement, small.item, small.reference_year
),

network_wide as (
    select measurement, item, percentile_cont(0.5) within group (order by value) as median
    from points
    where audience = 'public'
    group by measurement, item
),

compared as (
    select
        small.audience,
        small.city,
        small.measurement,
        small.item,
        small.reference_year,
        small.value,
        -- A series that is written in fractions throughout says nothing of itself.
        coalesce(
            case when own.median > 1.0 then own.median end, network_wide.median, own.median
        ) as compared_with
    from small
    left join own
        on
            small.audience = own.audience
            and small.city = own.city
            and small.measurement = own.measurement
            and small.item = own.item
            and small.reference_year = own.reference_year
    left join network_wide on small.measurement = network_wide.measurement and small.item = network_wide.item
),

found as (
    select
        compared.audience,
        compared.city,
        compared.measurement,
        compared.item,
        compared.reference_year,
        compared.value,
        compared.compared_with
    from stg_settings
    cross join compared
    where round(compared.compared_with, 9) > round(compared.value * stg_settings.fraction_factor, 9)
)

-- What is found among public values is reported, whatever else is found.
select
    * exclude (audience),
    audience = 'public' as is_public
from found
qualify row_number() over (partition by city, measurement, item, reference_year order by audience desc) = 1
order by city, measurement, item, reference_year
