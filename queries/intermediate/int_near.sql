-- int_near: nearest peers in numbers
-- grain: one row a city and nearest peer
-- made: table
-- city_number: city, as in int_cities
-- peer_number: peer, as in int_cities
select
    own.city_number,
    others.city_number as peer_number
from nearest_peers
inner join int_cities as own on nearest_peers.city = own.city
inner join int_cities as others on nearest_peers.peer = others.city
