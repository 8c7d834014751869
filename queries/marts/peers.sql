-- peers: cities beside which a city may be set; made anew for whoever asks, for the pairs of large groups are many
-- grain: one row a city, scheme and peer
-- made: view
-- published: 40
-- city: city's id
-- scheme: nearest (in context), region, income, size, or the name of a group of network.toml
-- peer: the peer's id; only cities with public observations are peers
-- distance: distance in context, at least 0; empty but for nearest
-- shared_weight: share of the context's weight that both cities hold, 0 to 1; empty but for nearest
with

in_groups as (
    select
        stg_groups.city,
        stg_groups.scheme,
        others.city as peer
    from stg_groups
    inner join stg_groups as others
        on stg_groups.scheme = others.scheme and stg_groups.group_name = others.group_name
    inner join stg_public_cities on others.city = stg_public_cities.city
    where stg_groups.city <> others.city
),

all_schemes as (
    select city, 'nearest' as scheme, peer, distance, shared_weight
    from nearest_peers
    union all
    select city, scheme, peer, cast(null as double) as distance, cast(null as double) as shared_weight
    from in_groups
)

select city, scheme, peer, distance, shared_weight
from all_schemes
order by city, scheme, peer
