-- counted_int_fluctuation: the usual fluctuation for what may be counted and not shown: that of the public values, which are many more
-- grain: one row a measurement, item and source kind found in public points
-- made: view
-- measurement: measurement's id
-- item: item or total
-- source: official, survey or expert
-- triples: triples of consecutive points of comparable runs
-- triple_cities: cities that they come from
-- fluctuation: usual fluctuation, as in int_fluctuation
-- widths: points with an interval
-- width_cities: cities that they come from
-- half_width: median half-width of those intervals, as in int_fluctuation
select
    measurement,
    item,
    source,
    triples,
    triple_cities,
    fluctuation,
    widths,
    width_cities,
    half_width
from int_fluctuation
