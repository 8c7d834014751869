-- peers: cities beside which a city may be set
-- grain: one row a city, scheme and peer
-- city: city's id
-- scheme: nearest (in context) or region
-- peer: the peer's id; only cities with public observations are peers
-- distance: distance in context, at least 0; null for region
-- shared_weight: share of the context's weight that both cities hold, 0 to 1; null for region
with

public_cities as (
    select distinct city from stg_observations
),

region as (
    select
        cities.city,
        others.city as peer
    from cities
    inner join cities as others on cities.region = others.region
    inner join public_cities on others.city = public_cities.city
    where cities.city <> others.city
),

both_schemes as (
    select city, 'nearest' as scheme, peer, distance, shared_weight
    from nearest_peers
    union all
    select city, 'region' as scheme, peer, cast(null as double) as distance, cast(null as double) as shared_weight
    from region
)

select city, scheme, peer, distance, shared_weight
from both_schemes
order by city, scheme, peer
