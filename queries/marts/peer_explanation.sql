-- peer_explanation: why a nearest peer is one: both cities' values of each context variable, and its part in the distance
-- grain: one row a city, nearest peer and context variable that both have
-- made: table
-- published: 41
-- city: city's id
-- peer: the peer's id
-- variable: context variable
-- city_value: the city's value, in the variable's unit
-- peer_value: the peer's value
-- part: the variable's share of the squared distance, 0 to 1
select
    nearest_parts.city,
    nearest_parts.peer,
    nearest_parts.variable,
    own.value as city_value,
    peers_own.value as peer_value,
    nearest_parts.part
from nearest_parts
inner join stg_peer_context as own
    on nearest_parts.city = own.city and nearest_parts.variable = own.variable
inner join stg_peer_context as peers_own
    on nearest_parts.peer = peers_own.city and nearest_parts.variable = peers_own.variable
order by nearest_parts.city, nearest_parts.peer, nearest_parts.variable
