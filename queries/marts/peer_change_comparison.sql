-- peer_change_comparison: each city's change a year compared with its peers' over the same years
-- grain: one row a city, scheme, measurement and item with a change; a scheme of groups only where the city has a group
-- made: table
-- published: 46
-- city: city's id
-- scheme: nearest (in context), region, income, size, or a column or group that the network names
-- measurement: measurement's id
-- item: item or total
-- baseline_year: year in which the city's own change begins
-- latest_year: year in which it ends
-- change_per_year: the city's change a year: points for percent and rating, a fraction for relative scales
-- pace_low: lower end of the 95 % interval of that change
-- pace_high: upper end of the 95 % interval of that change
-- n_peers: peers with points of the same source kind, definition and price base near both years, without a break between
-- median: median of the peers' changes a year; empty where there is a reason
-- p25: lower end of their middle half
-- p75: upper end of their middle half
-- standing: below, within or above the peers' middle half; too_close_to_tell where the change's interval covers an end of it
-- peers_rose: ratings by experts only: peers that rose by what counts as movement; empty with too few peers
-- peers_held: ratings by experts only: peers that did neither
-- peers_fell: ratings by experts only: peers that fell by what counts as movement
-- reason: why there is no comparison
-- marks: not_tested where nothing is known of the change's uncertainty; interval_borrowed or fluctuation_used where the intervals are not
--   the city's own
with

asked as (
    select
        int_spans.*,
        'nearest' as scheme,
        coalesce(nearest_cities.enough, false) as has_group
    from int_spans
    inner join int_cities on int_spans.city_number = int_cities.city_number
    left join nearest_cities on int_cities.city = nearest_cities.city
    union all
    select
        int_spans.*,
        int_members.scheme,
        true as has_group
    from int_spans
    inner join int_members on int_spans.city_number = int_members.city_number
    where int_members.scheme <> 'network'
),

summaries as (
    select scheme, series_number, n_peers, rose, fell, median, p25, p75
    from int_peer_bands
    where compared = 'change'
),

reasoned as (
    select
        asked.series_number,
        asked.scheme,
        asked.baseline_year,
        asked.latest_year,
        asked.change_per_year,
        int_own_intervals.pace_low,
        int_own_intervals.pace_high,
        int_own_intervals.pace_mark as marks,
        coalesce(summaries.n_peers, 0) as n_peers,
        summaries.median,
        summaries.p25,
        summaries.p75,
        summaries.rose,
        summaries.fell,
        asked.expert_rating and summaries.n_peers >= stg_settings.peers_min as counted,
        case
            when asked.reason is not null then asked.reason
            when asked.expert_rating then 'expert_ratings'
            when not asked.has_group then 'context_missing'
            when coalesce(summaries.n_peers, 0) < stg_settings.peers_min then 'too_few_peers'
        end as reason
    from stg_settings
    cross join asked
    inner join int_own_intervals on asked.series_number = int_own_intervals.series_number
    left join summaries on asked.scheme = summaries.scheme and asked.series_number = summaries.series_number
)

select
    int_latest.city,
    reasoned.scheme,
    int_latest.measurement,
    int_latest.item,
    cast(reasoned.baseline_year as bigint) as baseline_year,
    cast(reasoned.latest_year as bigint) as latest_year,
    reasoned.change_per_year,
    reasoned.pace_low,
    reasoned.pace_high,
    reasoned.n_peers,
    case when reasoned.reason is null then reasoned.median end as median,
    case when reasoned.reason is null then reasoned.p25 end as p25,
    case when reasoned.reason is null then reasoned.p75 end as p75,
    case
        when reasoned.reason is not null then null
        when reasoned.pace_low is null and round(reasoned.change_per_year - reasoned.p25, 9) < 0.0 then 'below'
        when reasoned.pace_low is null and round(reasoned.change_per_year - reasoned.p75, 9) > 0.0 then 'above'
        when reasoned.pace_low is null then 'within'
        when round(reasoned.pace_high - reasoned.p25, 9) < 0.0 then 'below'
        when round(reasoned.pace_low - reasoned.p75, 9) > 0.0 then 'above'
        when round(reasoned.pace_low - reasoned.p25, 9) > 0.0 and round(reasoned.pace_high - reasoned.p75, 9) < 0.0 then 'within'
        else 'too_close_to_tell'
    end as standing,
    case when reasoned.counted then reasoned.rose end as peers_rose,
    case when reasoned.counted then reasoned.n_peers - reasoned.rose - reasoned.fell end as peers_held,
    case when reasoned.counted then reasoned.fell end as peers_fell,
    reasoned.reason,
    case when reasoned.reason is null then reasoned.marks end as marks
from reasoned
inner join int_latest on reasoned.series_number = int_latest.series_number
order by int_latest.city, reasoned.scheme, int_latest.measurement, int_latest.item
