-- peer_series: the middle half of the nearest peers for every year of a city's comparable run, drawn behind its own series
-- grain: one row a city, measurement, item and year with enough peers; the row of the latest year is that of peer_comparison
-- city: city's id
-- scheme: nearest
-- measurement: measurement's id
-- item: item or total
-- reference_year: year of the city's own point
-- n_peers: nearest peers with a point of the same source kind, definition and price base within the window of years
-- median: their median
-- p25: lower end of their middle half
-- p75: upper end of their middle half
select
    step_latest.city,
    'nearest' as scheme,
    step_latest.measurement,
    step_latest.item,
    cast(step_beside_nearest.asked_year as bigint) as reference_year,
    step_beside_nearest.n_peers,
    step_beside_nearest.median,
    step_beside_nearest.p25,
    step_beside_nearest.p75
from stg_settings
cross join step_beside_nearest
inner join step_latest on step_beside_nearest.series_number = step_latest.series_number
where step_beside_nearest.n_peers >= stg_settings.peers_min and not step_latest.expert_rating
order by step_latest.city, step_latest.measurement, step_latest.item, reference_year
