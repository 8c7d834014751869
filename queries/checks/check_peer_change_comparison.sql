-- check_peer_change_comparison: comparisons of change that do not hold together
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: A comparison of change has either a reason or a whole summary of enough peers; counts of ratings add up to the peers.
-- city: city's id
-- scheme: nearest, region, income, size, or the name of a group
-- measurement: measurement's id
-- item: item or total
-- reason: reason
select
    peer_change_comparison.city,
    peer_change_comparison.scheme,
    peer_change_comparison.measurement,
    peer_change_comparison.item,
    peer_change_comparison.reason
from peer_change_comparison
cross join stg_settings
where
    (peer_change_comparison.reason is null) <> (peer_change_comparison.standing is not null)
    or (peer_change_comparison.reason is null) <> (peer_change_comparison.median is not null)
    or (
        peer_change_comparison.reason is null
        and (
            peer_change_comparison.n_peers < stg_settings.peers_min
            or peer_change_comparison.p25 > peer_change_comparison.median
            or peer_change_comparison.median > peer_change_comparison.p75
        )
    )
    or (peer_change_comparison.peers_rose is not null and peer_change_comparison.n_peers < stg_settings.peers_min)
    or peer_change_comparison.peers_rose + peer_change_comparison.peers_held + peer_change_comparison.peers_fell
    <> peer_change_comparison.n_peers
    or least(peer_change_comparison.peers_rose, peer_change_comparison.peers_held, peer_change_comparison.peers_fell) < 0
order by peer_change_comparison.city, peer_change_comparison.scheme, peer_change_comparison.measurement, peer_change_comparison.item
