-- check_certainty: movements without a certainty, results that nothing tests and no mark says so, and firm ones that may not be
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every movement has a certainty, what nothing tests says so, and what is firm was tested and holds by the next year.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- fault: what is wrong
with

judged as (
    select
        city,
        measurement,
        item,
        case
            when coalesce(movement in ('towards', 'away', 'rose', 'fell'), false) <> (certainty is not null)
                then 'a movement without a certainty, or the reverse'
            when movement is null and chance is not null then 'a chance without a result'
            when (tested_by is null) <> (chance is null) then 'a chance without a test, or the reverse'
            when (tested_by is null) <> (coalesce(marks, '') like '%not_tested%') then 'untested without its mark, or the reverse'
            when chance not between 0.0 and 1.0 then 'a chance outside 0 to 1'
            when certainty = 'firm' and tested_by is null then 'firm and not tested'
            when
                certainty = 'firm'
                and (coalesce(if_baseline_later, movement) <> movement or coalesce(if_latest_earlier, movement) <> movement)
                then 'firm and another by the next year'
            when certainty = 'firm' and tested_by = 'fluctuation' and if_baseline_later is null then 'firm by two points and a fluctuation'
            when certainty = 'firm' and trend = 'rising' and latest_value < baseline_value then 'firm and against the trend'
            when certainty = 'firm' and trend = 'falling' and latest_value > baseline_value then 'firm and against the trend'
        end as fault
    from progress_components
    where movement is not null or certainty is not null or chance is not null
)

select
    city,
    measurement,
    item,
    fault
from judged
where fault is not null
order by city, measurement, item
