-- peer_series: the middle half of the nearest peers in each year, to stand behind a city's own series
-- grain: one row a city, measurement, item and year with enough peers
-- city: city's id
-- scheme: nearest
-- measurement: measurement's id
-- item: item or total
-- reference_year: the year
-- n_peers: peers with a point in that year of the same source kind and definition as the city's latest
-- median: their median
-- p25: their 25th percentile
-- p75: their 75th percentile
select
    step_latest.city,
    'nearest' as scheme,
    step_latest.measurement,
    step_latest.item,
    step_peer_series.reference_year,
    step_peer_series.n_peers,
    step_peer_series.median,
    step_peer_series.p25,
    step_peer_series.p75
from step_peer_series
inner join step_latest on step_peer_series.series_number = step_latest.series_number
order by step_latest.city, step_latest.measurement, step_latest.item, step_peer_series.reference_year
