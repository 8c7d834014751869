-- check_peer_stability: shares that are none, and nearest peers without one
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every nearest peer has a stability from 0 to 1, where more than one context variable is used.
-- city: city's id
-- peer: the peer's id
-- stability: the share
select
    nearest_peers.city,
    nearest_peers.peer,
    peer_stability.stability
from nearest_peers
left join peer_stability on nearest_peers.city = peer_stability.city and nearest_peers.peer = peer_stability.peer
where
    peer_stability.city is null
    or (nearest_peers.runs > 0 and peer_stability.stability is null)
    or peer_stability.stability not between 0.0 and 1.0
order by nearest_peers.city, nearest_peers.peer
