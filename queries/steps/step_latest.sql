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
-- series_number: number of the series, in the order of its key
select
    step_ends.city,
    step_ends.measurement,
    step_ends.item,
    step_ends.scale,
    step_ends.direction,
    step_ends.source,
    step_ends.differs,
    step_ends.latest_year,
    step_ends.latest_value as value,
    step_ends.stale,
    step_ends.scale = 'rating' and step_ends.source = 'expert' as expert_rating,
    cities.region,
    row_number() over (order by step_ends.city, step_ends.measurement, step_ends.item) as series_number
from step_ends
inner join cities on step_ends.city = cities.city
where step_ends.latest_year is not null
