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
    cast(series.reference_year as int) as reference_year,
    series.value,
    cast(series.run as int) as run,
    cast(coalesce(series.reviewers, 1) as int) as reviewers
from series
inner join step_kinds
    on
        series.measurement = step_kinds.measurement
        and series.item = step_kinds.item
        and series.source = step_kinds.source
        and series.definition_key = step_kinds.definition_key
        and coalesce(series.price_base, '') = step_kinds.price_base
inner join step_cities on series.city = step_cities.city
