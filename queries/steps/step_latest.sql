-- step_latest: the latest point of each series, with what makes another city's point like it
-- grain: one row a registered city, measurement and item with a point
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- source: source kind
-- differs: whether its definition differs
-- latest_year: year of the latest point
-- value: its value
-- stale: whether it is too old
-- expert_rating: whether it is a rating by experts, which is not set beside another panel's
-- region: the city's region
select
    stg_ends.city,
    stg_ends.measurement,
    stg_ends.item,
    stg_ends.scale,
    stg_ends.direction,
    stg_ends.source,
    stg_ends.differs,
    stg_ends.latest_year,
    stg_ends.latest_value as value,
    stg_ends.stale,
    stg_ends.scale = 'rating' and stg_ends.source = 'expert' as expert_rating,
    cities.region
from stg_ends
inner join cities on stg_ends.city = cities.city
where stg_ends.latest_year is not null
