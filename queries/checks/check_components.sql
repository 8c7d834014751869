-- check_components: components that say otherwise than the marts, or hold a number that is none
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: The components repeat what the marts of progress, targets and trends say, and every number is finite.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- fault: the part that differs
with

compared as (
    select
        progress_components.city,
        progress_components.measurement,
        progress_components.item,
        case
            when
                (target_status.status is distinct from progress_components.target_status)
                or (target_status.ratio is distinct from progress_components.ratio)
                then 'target'
            when
                (trend.trend is distinct from progress_components.trend)
                or (trend.slope is distinct from progress_components.trend_slope)
                then 'trend'
            when
                (progress.movement is distinct from progress_components.movement)
                or (progress.certainty is distinct from progress_components.certainty)
                or (progress.marks is distinct from progress_components.marks)
                then 'movement'
            -- Greater than every number are infinity and what is no number.
            when
                abs(progress_components.required_pace) > 1e300
                or abs(progress_components.observed_pace) > 1e300
                or abs(progress_components.needed_pace) > 1e300
                or abs(progress_components.ratio) > 1e300
                or abs(progress_components.difference_low) > 1e300
                or abs(progress_components.difference_high) > 1e300
                or abs(progress_components.standard_error) > 1e300
                or abs(progress_components.trend_slope) > 1e300
                or abs(progress_components.trend_variance) > 1e300
                or abs(progress_components.trend_correction) > 1e300
                or abs(progress_components.trend_p) > 1e300
                then 'not finite'
        end as fault
    from progress_components
    left join progress
        on
            progress_components.city = progress.city
            and progress_components.measurement = progress.measurement
            and progress_components.item = progress.item
    left join target_status
        on
            progress_components.city = target_status.city
            and progress_components.measurement = target_status.measurement
            and progress_components.item = target_status.item
    left join trend
        on
            progress_components.city = trend.city
            and progress_components.measurement = trend.measurement
            and progress_components.item = trend.item
)

select
    city,
    measurement,
    item,
    fault
from compared
where fault is not null
order by city, measurement, item
