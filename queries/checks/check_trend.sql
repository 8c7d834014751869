-- check_trend: series whose trend is missing, or does not follow from its p
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every series with a point has one trend or one reason, and the trend follows from its p.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- fault: what is wrong
with

counted as (
    select city, measurement, item, count(*) as times
    from trend
    group by city, measurement, item
),

faults as (
    select
        trend.city,
        trend.measurement,
        trend.item,
        case
            when (trend.trend is null) = (trend.reason is null) then 'neither a trend nor a reason, or both'
            when (trend.trend is null) <> (trend.p is null) then 'a trend without p, or p without a trend'
            when trend.p is not null and not (trend.p >= 0.0 and trend.p <= 1.0) then 'p'
            when trend.trend = 'rising' and (trend.p >= stg_settings.trend_p or trend.s <= 0) then 'rising'
            when trend.trend = 'falling' and (trend.p >= stg_settings.trend_p or trend.s >= 0) then 'falling'
            when trend.trend = 'no_clear_trend' and trend.p < stg_settings.trend_p and trend.s <> 0 then 'no clear trend'
        end as fault
    from stg_settings
    cross join trend
    union all
    select
        coalesce(int_latest.city, counted.city) as city,
        coalesce(int_latest.measurement, counted.measurement) as measurement,
        coalesce(int_latest.item, counted.item) as item,
        'missing, or more than once' as fault
    from int_latest
    full outer join counted
        on
            int_latest.city = counted.city
            and int_latest.measurement = counted.measurement
            and int_latest.item = counted.item
    where int_latest.city is null or coalesce(counted.times, 0) <> 1
)

select
    city,
    measurement,
    item,
    fault
from faults
where fault is not null
order by city, measurement, item
