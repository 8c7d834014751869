-- peer_stability: how firmly a nearest peer is one: in how many runs of the search, each without one context variable, it stays
-- grain: one row a city and nearest peer
-- made: table
-- published: 42
-- city: city's id
-- peer: the peer's id
-- runs_kept: runs in which it stays a nearest peer
-- runs: runs: one for each context variable that varies; empty where there is only one, for nothing is left without it
-- stability: runs_kept / runs, 0 to 1
-- loose: whether that is below the setting: the city is a peer by one variable alone
select
    nearest_peers.city,
    nearest_peers.peer,
    case when nearest_peers.runs > 0 then nearest_peers.runs_kept end as runs_kept,
    case when nearest_peers.runs > 0 then nearest_peers.runs end as runs,
    case when nearest_peers.runs > 0 then cast(nearest_peers.runs_kept as double) / nearest_peers.runs end as stability,
    nearest_peers.runs > 0 and cast(nearest_peers.runs_kept as double) / nearest_peers.runs < stg_settings.stability_low as loose
from stg_settings
cross join nearest_peers
order by nearest_peers.city, nearest_peers.peer
