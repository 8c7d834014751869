-- peer_comparison: each city's latest value beside the middle half of its peers
-- grain: one row a city, scheme, measurement and item with a latest value
-- city: city's id
-- scheme: nearest (in context) or region
-- measurement: measurement's id
-- item: item or total
-- latest_year: year of the city's latest point
-- value: its value
-- n_peers: peers with a point of the same source kind and definition within the window of years
-- median: the peers' median; null where there is a reason
-- p25: the peers' 25th percentile
-- p75: the peers' 75th percentile
-- standing: below, within or above the peers' middle half
-- reason: why there is no comparison
with

schemes as (
    select 'nearest' as scheme
    union all
    select 'region' as scheme
),

summaries as (
    select 'nearest' as scheme, city, measurement, item, n_peers, median, p25, p75
    from stg_beside_nearest
    union all
    select 'region' as scheme, city, measurement, item, n_peers, median, p25, p75
    from stg_beside_region
),

reasoned as (
    select
        step_latest.city,
        schemes.scheme,
        step_latest.measurement,
        step_latest.item,
        step_latest.latest_year,
        step_latest.value,
        coalesce(summaries.n_peers, 0) as n_peers,
        summaries.median,
        summaries.p25,
        summaries.p75,
        case
            when step_latest.stale then 'stale'
            when step_latest.expert_rating then 'expert_ratings'
            when schemes.scheme = 'nearest' and not coalesce(nearest_cities.enough, false) then 'context_missing'
            when coalesce(summaries.n_peers, 0) < stg_settings.peers_min then 'too_few_peers'
        end as reason
    from stg_settings
    cross join schemes
    cross join step_latest
    left join nearest_cities on step_latest.city = nearest_cities.city
    left join summaries
        on
            schemes.scheme = summaries.scheme
            and step_latest.city = summaries.city
            and step_latest.measurement = summaries.measurement
            and step_latest.item = summaries.item
)

select
    city,
    scheme,
    measurement,
    item,
    latest_year,
    value,
    n_peers,
    case when reason is null then median end as median,
    case when reason is null then p25 end as p25,
    case when reason is null then p75 end as p75,
    case
        when reason is not null then null
        when round(value - p25, 9) < 0.0 then 'below'
        when round(value - p75, 9) > 0.0 then 'above'
        else 'within'
    end as standing,
    reason
from reasoned
order by city, scheme, measurement, item
