-- step_points: public points in numbers, for comparisons of each city with many
-- grain: one row a kind, city and year
-- kind: measurement, item, source kind, definition and price base, as in step_kinds
-- city_number: city, as in step_cities
-- reference_year: year
-- value: value
-- run: number of the stretch without a break inside
-- reviewers: reviewers of the rating; 1 where a city does not list them
select
    step_kinds.kind,
    step_cities.city_number,
    cast(stg_point_keys.reference_year as int) as reference_year,
    stg_point_keys.value,
    cast(stg_point_keys.run as int) as run,
    cast(stg_point_keys.reviewers as int) as reviewers
from stg_point_keys
inner join step_kinds
    on
        stg_point_keys.measurement = step_kinds.measurement
        and stg_point_keys.item = step_kinds.item
        and stg_point_keys.source = step_kinds.source
        and stg_point_keys.definition_key = step_kinds.definition_key
        and stg_point_keys.price_key = step_kinds.price_key
inner join step_cities on stg_point_keys.city = step_cities.city
