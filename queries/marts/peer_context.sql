-- peer_context: the newest usable value of each context variable of each city
-- grain: one row a city and context variable that it has
-- made: table
-- published: 44
-- city: city's id
-- variable: context variable
-- value: value in the variable's unit
-- year: year of the value
-- z: standard score over all cities, after its transformation; empty where the variable does not vary
select
    stg_peer_context.city,
    stg_peer_context.variable,
    stg_peer_context.value,
    stg_peer_context.year,
    nearest_context.z
from stg_peer_context
left join nearest_context
    on stg_peer_context.city = nearest_context.city and stg_peer_context.variable = nearest_context.variable
where stg_peer_context.variable is not null
order by stg_peer_context.city, stg_peer_context.variable
