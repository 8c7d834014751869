-- int_requests: series for which a city asks how others improved, and why some of them cannot be searched for
-- grain: one row a city, measurement and item
-- made: table
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- feature: key feature
-- why: priority where the city declared any; else moved_away, or steady_outside the good side of its peers' middle half
-- series_number: series, as in int_latest; empty without a point
-- reason: why no search can be made: no_points, stale, out_of_numbers, no_direction, current_prices or base_not_positive
with

priorities as (
    select distinct city, feature
    from declarations
    where role = 'priority' and consent = 'public'
),

declaring as (
    select distinct city from priorities
),

candidates as (
    select
        progress.city,
        progress.measurement,
        progress.item,
        measurements.feature,
        int_latest.series_number,
        case
            when declaring.city is not null and priorities.city is not null then 'priority'
            when declaring.city is not null then null
            when progress.movement = 'away' then 'moved_away'
            when coalesce(progress.movement, '') not in ('steady', 'within_noise') then null
            when measurements.direction = 'up' and peer_comparison.standing = 'below' then 'steady_outside'
            when measurements.direction = 'down' and peer_comparison.standing = 'above' then 'steady_outside'
            -- Shares of women: the good side is that of an equal share.
            when measurements.direction = 'parity' and peer_comparison.standing = 'below' and int_latest.value < stg_settings.parity_low
                then 'steady_outside'
            when measurements.direction = 'parity' and peer_comparison.standing = 'above' and int_latest.value > stg_settings.parity_high
                then 'steady_outside'
        end as why,
        case
            when int_latest.series_number is null then 'no_points'
            when int_latest.stale then 'stale'
            when abs(int_latest.value) >= 1e300 then 'out_of_numbers'
            when measurements.direction = 'none' then 'no_direction'
            when int_latest.current_prices then 'current_prices'
            when int_latest.scale not in ('percent', 'rating') and int_latest.value <= 0.0 then 'base_not_positive'
        end as reason
    from stg_settings
    cross join progress
    inner join measurements on progress.measurement = measurements.measurement
    left join int_latest
        on
            progress.city = int_latest.city
            and progress.measurement = int_latest.measurement
            and progress.item = int_latest.item
    left join peer_comparison
        on
            progress.city = peer_comparison.city
            and progress.measurement = peer_comparison.measurement
            and progress.item = peer_comparison.item
            and peer_comparison.scheme = 'nearest'
    left join declaring on progress.city = declaring.city
    left join priorities on progress.city = priorities.city and measurements.feature = priorities.feature
)

select city, measurement, item, feature, why, series_number, reason
from candidates
where why is not null
