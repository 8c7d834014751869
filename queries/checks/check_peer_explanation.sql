-- check_peer_explanation: distances whose parts do not add up
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: The parts of a distance add up to the whole.
-- city: city's id
-- peer: the peer's id
-- total: sum of the parts
select
    nearest_peers.city,
    nearest_peers.peer,
    round(sum(peer_explanation.part), 9) as total
from nearest_peers
left join peer_explanation on nearest_peers.city = peer_explanation.city and nearest_peers.peer = peer_explanation.peer
group by nearest_peers.city, nearest_peers.peer, nearest_peers.distance
having
    sum(peer_explanation.part) is null
    or (nearest_peers.distance > 0.0 and round(sum(peer_explanation.part), 9) <> 1.0)
order by nearest_peers.city, nearest_peers.peer
