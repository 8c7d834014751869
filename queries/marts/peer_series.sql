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
with

summaries as (
    select
        step_latest.city,
        step_latest.measurement,
        step_latest.item,
        series.reference_year,
        count(*) as n_peers,
        percentile_cont(0.5) within group (order by series.value) as median,
        percentile_cont(0.25) within group (order by series.value) as p25,
        percentile_cont(0.75) within group (order by series.value) as p75
    from step_latest
    inner join nearest_peers on step_latest.city = nearest_peers.city
    inner join series
        on
            nearest_peers.peer = series.city
            and step_latest.measurement = series.measurement
            and step_latest.item = series.item
            and step_latest.source = series.source
            and step_latest.differs = series.differs
    where not step_latest.expert_rating
    group by step_latest.city, step_latest.measurement, step_latest.item, series.reference_year
)

select
    summaries.city,
    'nearest' as scheme,
    summaries.measurement,
    summaries.item,
    summaries.reference_year,
    summaries.n_peers,
    summaries.median,
    summaries.p25,
    summaries.p75
from summaries
cross join stg_settings
where summaries.n_peers >= stg_settings.peers_min
order by summaries.city, summaries.measurement, summaries.item, summaries.reference_year
