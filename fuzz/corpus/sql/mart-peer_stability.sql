-- peer_stability: how firmly a nearest peer is one: in how many runs of the search, each without one context variable, it stays
-- grain: one row a city and nearest peer
-- city: city's id
-- peer: the peer's id
-- runs_kept: runs in which it stays a nearest peer
-- runs: runs: one for each context variable that varies; empty where there is only one, for nothing is left without it
-- stability: runs_kept / runs, 0 to 1
select
    city,
    peer,
    case when runs > 0 then runs_kept end as runs_kept,
    case when runs > 0 then runs end as runs,
    case when runs > 0 then cast(runs_kept as double) / runs end as stability
from nearest_peers
order by city, peer
