-- step_questions: series for which a city is shown who has been where it is
-- grain: one row a city, measurement and item
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- feature: key feature
-- why: priority where the city declared any; else moved_away, or steady_outside the good side of its peers' middle half
-- source: source kind of its latest point
-- differs: whether its definition differs
-- scale: percent, rating, rate, ratio, amount or count
-- city_number: the city, as in step_cities
-- kind: measurement, item, source kind and definition, as in step_kinds
-- value: its latest value
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
        step_latest.city,
        step_latest.measurement,
        step_latest.item,
        measurements.feature,
        step_latest.source,
        step_latest.differs,
        step_latest.scale,
        step_latest.city_number,
        step_latest.kind,
        step_latest.value,
        case
            when declaring.city is not null and priorities.city is not null then 'priority'
            when declaring.city is not null then null
            when progress.movement = 'away' then 'moved_away'
            when progress.movement = 'steady' and step_latest.direction = 'up' and peer_comparison.standing = 'below' then 'steady_outside'
            when progress.movement = 'steady' and step_latest.direction = 'down' and peer_comparison.standing = 'above' then 'steady_outside'
        end as why
    from step_latest
    inner join measurements on step_latest.measurement = measurements.measurement
    inner join progress
        on
            step_latest.city = progress.city
            and step_latest.measurement = progress.measurement
            and step_latest.item = progress.item
    inner join peer_comparison
        on
            step_latest.city = peer_comparison.city
            and step_latest.measurement = peer_comparison.measurement
            and step_latest.item = peer_comparison.item
            and peer_comparison.scheme = 'nearest'
    left join declaring on step_latest.city = declaring.city
    left join priorities on step_latest.city = priorities.city and measurements.feature = priorities.feature
    where not step_latest.stale
)

select city, measurement, item, feature, why, source, differs, scale, city_number, kind, value
from candidates
where why is not null
