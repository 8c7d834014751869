-- int_cities: cities, numbered: large relations carry the number
-- grain: one row a registered city
-- made: table
-- city: city's id
-- city_number: its number, in the order of the ids
-- region: its region
select
    city,
    cast(row_number() over (order by city) as int) as city_number,
    region
from cities
