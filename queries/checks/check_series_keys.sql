-- check_series_keys: points that share a key or lie outside their interval
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: A series has one point a reference year, with a value inside its interval.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- points: how many
select
    city,
    measurement,
    item,
    reference_year,
    count(*) as points
from series
group by city, measurement, item, reference_year
having count(*) > 1 or bool_or(value < low) or bool_or(value > high) or bool_or(run < 1)
order by city, measurement, item, reference_year
