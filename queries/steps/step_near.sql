-- step_near: nearest peers in numbers
-- grain: one row a city and nearest peer
-- city_number: city, as in step_cities
-- peer_number: peer, as in step_cities
select
    own.city_number,
    others.city_number as peer_number
from nearest_peers
inner join step_cities as own on nearest_peers.city = own.city
inner join step_cities as others on nearest_peers.peer = others.city
