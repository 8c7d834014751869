-- int_valid_points: points of comparable runs that cities are compared by, each valid until the next one
-- grain: one row a kind, city and year
-- made: table
-- kind: measurement, item, source kind, definition and price base, as in int_kinds; a run has one
-- city_number: city, as in int_cities
-- reference_year: year
-- value: value
-- next_year: year of the city's next point of the kind; 10000 where there is none
select
    int_points.kind,
    int_points.city_number,
    int_points.reference_year,
    int_points.value,
    coalesce(
        lead(int_points.reference_year) over (
            partition by int_points.kind, int_points.city_number
            order by int_points.reference_year
        ),
        10000
    ) as next_year
from int_points
inner join int_kinds on int_points.kind = int_kinds.kind
where
    int_points.in_run
    and (int_kinds.definition is not null or not int_kinds.differs)
    and int_kinds.price_base <> 'current'
