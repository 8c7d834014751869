-- check_target_status: targets without a status and a reason, and statuses that their ratio does not bear out
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: A public target has one status or one reason, and the status follows from its ratio.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- status: its status
-- reason: its reason
-- fault: what is wrong
with

expected as (
    select city, measurement, item
    from targets
    where consent = 'public'
),

counted as (
    select city, measurement, item, count(*) as times
    from target_status
    group by city, measurement, item
),

ruled as (
    select
        target_status.*,
        stg_settings.target_on_track,
        stg_settings.target_limited
    from stg_settings
    cross join target_status
),

faults as (
    select
        city,
        measurement,
        item,
        status,
        reason,
        case
            when status is null and reason is null then 'neither a status nor a reason'
            when status is not null and reason is not null and reason <> 'target_wrong_side' then 'both a status and a reason'
            when required_pace = 0.0 or (ratio is not null and (required_pace is null or observed_pace is null)) then 'no pace'
            when status in ('on_track', 'needs_acceleration', 'limited') and ratio is null then 'no ratio'
            when status = 'on_track' and round(ratio, 9) < target_on_track then 'ratio'
            when
                status = 'needs_acceleration' and (round(ratio, 9) >= target_on_track or round(ratio, 9) < target_limited)
                then 'ratio'
            when status = 'limited' and (round(ratio, 9) >= target_limited or ratio < -1e-9) then 'ratio'
            when status = 'moving_away' and ratio >= 0.0 then 'ratio'
        end as fault
    from ruled
    union all
    select
        coalesce(expected.city, counted.city) as city,
        coalesce(expected.measurement, counted.measurement) as measurement,
        coalesce(expected.item, counted.item) as item,
        null as status,
        null as reason,
        'missing, or more than once' as fault
    from expected
    full outer join counted
        on
            expected.city = counted.city
            and expected.measurement = counted.measurement
            and expected.item = counted.item
    where expected.city is null or coalesce(counted.times, 0) <> 1
)

select
    city,
    measurement,
    item,
    status,
    reason,
    fault
from faults
where fault is not null
order by city, measurement, item
