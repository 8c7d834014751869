-- int_questions: what is searched for: other cities that once had a value like a city's latest
-- grain: one row a city, measurement and item with a request that can be searched for
-- made: table
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- city_number: the city, as in int_cities
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- like_low: least value that is like the city's latest
-- like_high: greatest
-- good: the city's latest value on a scale on which more is better, as in int_good
-- good_high: upper end of its interval; empty where nothing is known of its uncertainty
-- relative: whether the scale is a relative one
with

placed as (
    select
        int_requests.city,
        int_requests.measurement,
        int_requests.item,
        int_latest.city_number,
        int_latest.kind,
        int_latest.scale,
        int_latest.value,
        int_good.good,
        int_good.good_high,
        int_good.relative,
        stg_settings.learning_logit,
        stg_settings.learning_rating,
        stg_settings.learning_factor,
        stg_settings.learning_share_low as share_low,
        stg_settings.learning_share_high as share_high,
        least(greatest(int_latest.value, stg_settings.learning_share_low), stg_settings.learning_share_high) as share
    from stg_settings
    cross join int_requests
    inner join int_latest on int_requests.series_number = int_latest.series_number
    inner join int_good on int_requests.series_number = int_good.series_number
    where int_requests.reason is null
),

-- On the logit scale a step from 1 to 1.3 % is as long as one from 50 to 56 %.
logits as (
    select
        *,
        ln(share / (100.0 - share)) - learning_logit as logit_low,
        ln(share / (100.0 - share)) + learning_logit as logit_high
    from placed
),

-- A share at which smaller ones are clipped is like all of them.
bounded as (
    select
        *,
        case
            when scale = 'rating' then value - learning_rating
            when scale <> 'percent' then value / learning_factor
            when logit_low <= ln(share_low / (100.0 - share_low)) then -1e300
            else 100.0 / (1.0 + exp(-logit_low))
        end as least_value,
        case
            when scale = 'rating' then value + learning_rating
            when scale <> 'percent' then value * learning_factor
            when logit_high >= ln(share_high / (100.0 - share_high)) then 1e300
            else 100.0 / (1.0 + exp(-logit_high))
        end as greatest_value
    from logits
)

-- Nine digits: whether a value on the boundary is alike must not depend on the last bit of a binary fraction.
select
    city,
    measurement,
    item,
    city_number,
    kind,
    greatest(least_value - 1e-9 * abs(least_value), -1e300) as like_low,
    least(greatest_value + 1e-9 * abs(greatest_value), 1e300) as like_high,
    good,
    good_high,
    relative
from bounded
