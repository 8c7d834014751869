-- int_points: public points in numbers, for comparisons of each city with many
-- grain: one row a kind, city and year
-- made: table
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- city_number: city, as in int_cities
-- reference_year: year
-- value: value
-- run: number of the stretch without a break inside
-- in_run: whether it belongs to the run of its series that ends with the latest point
-- reviewers: reviewers of the rating; 1 where a city does not list them
select
    int_kinds.kind,
    int_cities.city_number,
    cast(series.reference_year as int) as reference_year,
    series.value,
    cast(series.run as int) as run,
    series.in_run,
    cast(coalesce(series.reviewers, 1) as int) as reviewers
from series
inner join int_kinds
    on
        series.measurement = int_kinds.measurement
        and series.item = int_kinds.item
        and series.source = int_kinds.source
        and series.definition_key = int_kinds.definition_key
        and coalesce(series.price_base, '') = int_kinds.price_base
inner join int_cities on series.city = int_cities.city
