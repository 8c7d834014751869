-- int_members: the groups of each city, in numbers, and the whole network as one
-- grain: one row a city and scheme of groups
-- made: table
-- city_number: city, as in int_cities
-- scheme: region, income, size, a column or group of the network's, or network, with which only the methods' own accuracy is measured
-- group_number: number of the group, over all schemes; 0 for the network
select
    int_cities.city_number,
    stg_groups.scheme,
    cast(dense_rank() over (order by stg_groups.scheme, stg_groups.group_name) as int) as group_number
from stg_groups
inner join int_cities on stg_groups.city = int_cities.city
union all
select
    city_number,
    'network' as scheme,
    0 as group_number
from int_cities
