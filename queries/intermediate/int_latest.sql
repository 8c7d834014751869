-- int_latest: the latest point of each series, with what makes another city's point comparable with it
-- grain: one row a registered city, measurement and item with a point
-- made: table
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
-- city_number: the city, as in int_cities
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
select
    int_ends.city,
    int_ends.measurement,
    int_ends.item,
    int_ends.scale,
    int_ends.direction,
    int_ends.source,
    int_ends.differs,
    int_ends.definition,
    int_ends.price_base,
    cast(int_ends.latest_year as int) as latest_year,
    int_ends.latest_value as value,
    int_ends.stale,
    int_ends.scale = 'rating' and int_ends.source = 'expert' as expert_rating,
    coalesce(int_ends.price_base = 'current', false) as current_prices,
    int_cities.region,
    cast(row_number() over (order by int_ends.city, int_ends.measurement, int_ends.item) as int) as series_number,
    int_cities.city_number,
    int_kinds.kind
from int_ends
inner join int_cities on int_ends.city = int_cities.city
inner join int_kinds
    on
        int_ends.measurement = int_kinds.measurement
        and int_ends.item = int_kinds.item
        and int_ends.source = int_kinds.source
        and int_ends.definition_key = int_kinds.definition_key
        and coalesce(int_ends.price_base, '') = int_kinds.price_base
where int_ends.latest_year is not null
