-- check_peer_series: bands of peers whose last year is not what the comparison says
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: The band behind a series ends with the figures of its comparison.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: the year
select
    peer_comparison.city,
    peer_comparison.measurement,
    peer_comparison.item,
    peer_comparison.latest_year as reference_year
from peer_comparison
left join peer_series
    on
        peer_comparison.city = peer_series.city
        and peer_comparison.measurement = peer_series.measurement
        and peer_comparison.item = peer_series.item
        and peer_comparison.latest_year = peer_series.reference_year
where
    peer_comparison.scheme = 'nearest'
    and (
        (peer_comparison.p25 is distinct from peer_series.p25)
        or (peer_comparison.median is distinct from peer_series.median)
        or (peer_comparison.p75 is distinct from peer_series.p75)
    )
order by peer_comparison.city, peer_comparison.measurement, peer_comparison.item
