-- stg_groups: the group that each city belongs to, in each scheme of groups
-- grain: one row a city and scheme of groups in which it has a group
-- city: city's id
-- scheme: region, or the name of a group of network.toml
-- title: what the scheme groups by, as readers see it
-- group_name: the group
select
    city,
    'region' as scheme,
    'region' as title,
    region as group_name
from cities
union all
select
    named_groups.city,
    named_groups.name as scheme,
    named_groups.title,
    named_groups.title as group_name
from named_groups
inner join cities on named_groups.city = cities.city
