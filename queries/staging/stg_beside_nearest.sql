-- stg_beside_nearest: nearest peers' points beside each city's latest, summarized
-- grain: one row a city, measurement and item with at least one such point
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- n_peers: nearest peers with a point beside it
-- median: their median
-- p25: their 25th percentile
-- p75: their 75th percentile
select
    step_latest.city,
    step_latest.measurement,
    step_latest.item,
    count(*) as n_peers,
    percentile_cont(0.5) within group (order by step_beside.value) as median,
    percentile_cont(0.25) within group (order by step_beside.value) as p25,
    percentile_cont(0.75) within group (order by step_beside.value) as p75
from step_latest
inner join nearest_peers on step_latest.city = nearest_peers.city
inner join step_beside
    on
        nearest_peers.peer = step_beside.city
        and step_latest.measurement = step_beside.measurement
        and step_latest.item = step_beside.item
        and step_latest.source = step_beside.source
        and step_latest.differs = step_beside.differs
        and step_latest.latest_year = step_beside.latest_year
group by step_latest.city, step_latest.measurement, step_latest.item
