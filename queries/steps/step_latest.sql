-- step_latest: the latest point of each series, with what makes another city's point comparable with it
-- grain: one row a registered city, measurement and item with a point
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- source: source kind
-- differs: whether its definition differs
-- definition: id of its own definition; empty for the catalogue's, and where status D alone says that it differs
-- price_base: prices of an amount of money: current, or constant and their year
-- latest_year: year of the latest point
-- value: its value
-- stale: whether it is too old
-- expert_rating: whether it is a rating by experts, which is not compared with another panel's
-- current_prices: whether it is an amount of money at current prices
-- region: the city's region
-- series_number: number of the series, in the order of its key
-- city_number: the city, as in step_cities
-- kind: measurement, item, source kind, definition and price base, as in step_kinds
select
    step_ends.city,
    step_ends.measurement,
    step_ends.item,
    step_ends.scale,
    step_ends.direction,
    step_ends.source,
    step_ends.differs,
    step_ends.definition,
    step_ends.price_base,
    cast(step_ends.latest_year as int) as latest_year,
    step_ends.latest_value as value,
    step_ends.stale,
    step_ends.scale = 'rating' and step_ends.source = 'expert' as expert_rating,
    coalesce(step_ends.price_base = 'current', false) as current_prices,
    step_cities.region,
    cast(row_number() over (order by step_ends.city, step_ends.measurement, step_ends.item) as int) as series_number,
    step_cities.city_number,
    step_kinds.kind
from step_ends
inner join step_cities on step_ends.city = step_cities.city
inner join step_kinds
    on
        step_ends.measurement = step_kinds.measurement
        and step_ends.item = step_kinds.item
        and step_ends.source = step_kinds.source
        and step_ends.definition_key = step_kinds.definition_key
        and coalesce(step_ends.price_base, '') = step_kinds.price_base
where step_ends.latest_year is not null
