-- peer_comparison: each city's latest value beside the middle half of its peers
-- grain: one row a city, scheme, measurement and item with a latest value; a scheme of groups only where the city has a group
-- city: city's id
-- scheme: nearest (in context), region, income, size, or the name of a group of network.toml
-- measurement: measurement's id
-- item: item or total
-- latest_year: year of the city's latest point
-- value: its value
-- n_peers: peers with a point of the same source kind and definition within the window of years
-- median: the peers' median; empty where there is a reason
-- p25: the peers' 25th percentile
-- p75: the peers' 75th percentile
-- standing: below, within or above the peers' middle half
-- reason: why there is no comparison
with

asked as (
    select
        step_latest.*,
        'nearest' as scheme,
        coalesce(nearest_cities.enough, false) as has_group
    from step_latest
    left join nearest_cities on step_latest.city = nearest_cities.city
    union all
    select
        step_latest.*,
        step_members.scheme,
        true as has_group
    from step_latest
    inner join step_members on step_latest.city_number = step_members.city_number
),

summaries as (
    select 'nearest' as scheme, series_number, n_peers, median, p25, p75
    from step_beside_nearest
    union all
    select scheme, series_number, n_peers, median, p25, p75
    from step_beside_group
),

reasoned as (
    select
        asked.city,
        asked.scheme,
        asked.measurement,
        asked.item,
        asked.latest_year,
        asked.value,
        coalesce(summaries.n_peers, 0) as n_peers,
        summaries.median,
        summaries.p25,
        summaries.p75,
        case
            when asked.stale then 'stale'
            when asked.expert_rating then 'expert_ratings'
            when not asked.has_group then 'context_missing'
            when coalesce(summaries.n_peers, 0) < stg_settings.peers_min then 'too_few_peers'
        end as reason
    from stg_settings
    cross join asked
    left join summaries on asked.scheme = summaries.scheme and asked.series_number = summaries.series_number
)

select
    city,
    scheme,
    measurement,
    item,
    cast(latest_year as bigint) as latest_year,
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
