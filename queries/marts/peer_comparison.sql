-- peer_comparison: each city's latest value compared with the middle half of its peers' values
-- grain: one row a city, scheme, measurement and item with a latest value; a scheme of groups only where the city has a group
-- made: table
-- published: 45
-- city: city's id
-- scheme: nearest (in context), region, income, size, or a column or group that the network names
-- measurement: measurement's id
-- item: item or total
-- latest_year: year of the city's latest point
-- value: its value
-- low: lower end of its 95 % interval, as in progress_components
-- high: upper end of its 95 % interval
-- n_peers: peers with a point of the same source kind, definition and price base within the window of years
-- median: the peers' median; empty where there is a reason
-- p25: lower end of the peers' middle half
-- p75: upper end of the peers' middle half
-- standing: below, within or above the peers' middle half; too_close_to_tell where the value's interval covers an end of it
-- reason: why there is no comparison
-- marks: not_tested where nothing is known of the value's uncertainty; interval_borrowed or fluctuation_used where its interval is not its own
with

asked as (
    select
        int_latest.*,
        'nearest' as scheme,
        coalesce(nearest_cities.enough, false) as has_group
    from int_latest
    left join nearest_cities on int_latest.city = nearest_cities.city
    union all
    select
        int_latest.*,
        int_members.scheme,
        true as has_group
    from int_latest
    inner join int_members on int_latest.city_number = int_members.city_number
    where int_members.scheme <> 'network'
),

summaries as (
    select scheme, series_number, n_peers, median, p25, p75
    from int_peer_bands
    where compared = 'level' and latest
),

reasoned as (
    select
        asked.city,
        asked.scheme,
        asked.measurement,
        asked.item,
        asked.latest_year,
        asked.value,
        int_own_intervals.low,
        int_own_intervals.high,
        coalesce(summaries.n_peers, 0) as n_peers,
        summaries.median,
        summaries.p25,
        summaries.p75,
        int_own_intervals.level_mark as marks,
        -- Ends are compared to nine decimals: of a point, or, on relative scales, of the larger of the values.
        case
            when asked.scale in ('percent', 'rating') then 1.0
            else coalesce(nullif(greatest(abs(asked.value), abs(summaries.p25), abs(summaries.p75)), 0.0), 1.0)
        end as unit,
        case
            when asked.stale then 'stale'
            when asked.expert_rating then 'expert_ratings'
            when not asked.has_group then 'context_missing'
            when coalesce(summaries.n_peers, 0) < stg_settings.peers_min then 'too_few_peers'
        end as reason
    from stg_settings
    cross join asked
    inner join int_own_intervals on asked.series_number = int_own_intervals.series_number
    left join summaries on asked.scheme = summaries.scheme and asked.series_number = summaries.series_number
)

-- Without an interval the value itself is compared; an interval that touches an end of the middle half covers it.
select
    city,
    scheme,
    measurement,
    item,
    cast(latest_year as bigint) as latest_year,
    value,
    low,
    high,
    n_peers,
    case when reason is null then median end as median,
    case when reason is null then p25 end as p25,
    case when reason is null then p75 end as p75,
    case
        when reason is not null then null
        when low is null and round((value - p25) / unit, 9) < 0.0 then 'below'
        when low is null and round((value - p75) / unit, 9) > 0.0 then 'above'
        when low is null then 'within'
        when round((high - p25) / unit, 9) < 0.0 then 'below'
        when round((low - p75) / unit, 9) > 0.0 then 'above'
        when round((low - p25) / unit, 9) > 0.0 and round((high - p75) / unit, 9) < 0.0 then 'within'
        else 'too_close_to_tell'
    end as standing,
    reason,
    case when reason is null then marks end as marks
from reasoned
order by city, scheme, measurement, item
