-- check_peer_comparison: comparisons that do not hold together
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: A comparison has either a reason or a whole summary of enough peers, whose quarters are in order.
-- city: city's id
-- scheme: nearest, region, income, size, or the name of a group
-- measurement: measurement's id
-- item: item or total
-- reason: reason
select
    peer_comparison.city,
    peer_comparison.scheme,
    peer_comparison.measurement,
    peer_comparison.item,
    peer_comparison.reason
from peer_comparison
cross join stg_settings
where
    (peer_comparison.reason is null) <> (peer_comparison.standing is not null)
    or (
        peer_comparison.reason is null
        and (
            peer_comparison.n_peers < stg_settings.peers_min
            or peer_comparison.p25 > peer_comparison.median
            or peer_comparison.median > peer_comparison.p75
            or peer_comparison.median is null
        )
    )
    or (peer_comparison.reason is not null and peer_comparison.median is not null)
order by peer_comparison.city, peer_comparison.scheme, peer_comparison.measurement, peer_comparison.item
