-- peer_series: the middle half of the nearest peers for every year of a city's comparable run, drawn behind its own series
-- grain: one row a city, measurement, item and year with enough peers; the row of the latest year is that of peer_comparison
-- made: table
-- published: 47
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
    int_latest.city,
    'nearest' as scheme,
    int_latest.measurement,
    int_latest.item,
    cast(int_peer_bands.latest_year as bigint) as reference_year,
    int_peer_bands.n_peers,
    int_peer_bands.median,
    int_peer_bands.p25,
    int_peer_bands.p75
from stg_settings
cross join int_peer_bands
inner join int_latest on int_peer_bands.series_number = int_latest.series_number
where
    int_peer_bands.compared = 'level'
    and int_peer_bands.scheme = 'nearest'
    and int_peer_bands.n_peers >= stg_settings.peers_min
    and not int_latest.expert_rating
order by int_latest.city, int_latest.measurement, int_latest.item, reference_year
