-- stg_groups: the group that each city belongs to, in each scheme of groups beside which a city is set
-- grain: one row a city and scheme of groups in which it has a group
-- made: table
-- city: city's id
-- scheme: region, income, size, a scheme of the registry, or the name of a group of network.toml
-- title: what the scheme groups by, as readers see it
-- group_name: the group
select
    city,
    scheme,
    case scheme when 'income' then 'income group' else scheme end as title,
    name as group_name
from stg_city_groups
where scheme in ('region', 'income', 'size')
union all
select
    named_groups.city,
    named_groups.name as scheme,
    named_groups.title,
    named_groups.title as group_name
from named_groups
inner join cities on named_groups.city = cities.city
union all
select
    city_groups.city,
    city_groups.scheme,
    group_schemes.title,
    city_groups.name as group_name
from city_groups
inner join cities on city_groups.city = cities.city
inner join group_schemes on city_groups.scheme = group_schemes.scheme
where group_schemes.language is null
