-- check_peer_parts: distances whose parts do not add up
-- grain: one row a fault
-- city: city's id
-- peer: the peer's id
-- total: sum of the parts
select
    nearest_peers.city,
    nearest_peers.peer,
    round(sum(peer_parts.part), 9) as total
from nearest_peers
left join peer_parts on nearest_peers.city = peer_parts.city and nearest_peers.peer = peer_parts.peer
group by nearest_peers.city, nearest_peers.peer, nearest_peers.distance
having
    sum(peer_parts.part) is null
    or (nearest_peers.distance > 0.0 and round(sum(peer_parts.part), 9) <> 1.0)
order by nearest_peers.city, nearest_peers.peer
