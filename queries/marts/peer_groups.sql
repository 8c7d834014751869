-- peer_groups: the groups of cities with which each city is compared, besides its nearest peers
-- grain: one row a city and scheme
-- made: table
-- published: 43
-- city: city's id
-- scheme: region, income, size, or the name of a group of network.toml
-- title: what the scheme groups by, as readers see it
-- group_name: the city's group
-- others: other cities of the group with public observations, which are its peers there
with

members as (
    select
        stg_groups.city,
        stg_groups.scheme,
        stg_groups.title,
        stg_groups.group_name,
        stg_public_cities.city is not null as is_public
    from stg_groups
    left join stg_public_cities on stg_groups.city = stg_public_cities.city
),

sizes as (
    select scheme, group_name, sum(case when is_public then 1 else 0 end) as public_members
    from members
    group by scheme, group_name
)

select
    members.city,
    members.scheme,
    members.title,
    members.group_name,
    sizes.public_members - case when members.is_public then 1 else 0 end as others
from members
inner join sizes on members.scheme = sizes.scheme and members.group_name = sizes.group_name
order by members.city, members.scheme
