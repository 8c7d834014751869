-- step_members: the groups of each city, in numbers
-- grain: one row a city and scheme of groups
-- city_number: city, as in step_cities
-- scheme: region, income, size, or the name of a group of network.toml
-- group_number: number of the group, over all schemes
select
    step_cities.city_number,
    stg_groups.scheme,
    cast(dense_rank() over (order by stg_groups.scheme, stg_groups.group_name) as int) as group_number
from stg_groups
inner join step_cities on stg_groups.city = step_cities.city
