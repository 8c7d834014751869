-- check_peers: peers that cannot be
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: A peer is another city, listed once, and a city has no more nearest peers than the setting says.
-- city: city's id
-- scheme: nearest
-- peer: the peer's id; empty for a city with too many
-- found: how many
with

repeated as (
    select city, scheme, peer, count(*) as found
    from peers
    where scheme = 'nearest'
    group by city, scheme, peer
    having count(*) > 1 or bool_or(city = peer) or bool_or(distance < 0.0)
),

crowded as (
    select peers.city, peers.scheme, cast(null as varchar) as peer, count(*) as found
    from peers
    cross join stg_settings
    where peers.scheme = 'nearest'
    group by peers.city, peers.scheme, stg_settings.peers_k
    having count(*) > stg_settings.peers_k
)

select city, scheme, peer, found
from repeated
union all
select city, scheme, peer, found
from crowded
order by city, scheme, peer
