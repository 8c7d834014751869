-- peer_prediction: how well the nearest peers' median predicts a city's value or change, compared with the whole network's median
-- grain: one row a measurement and what is predicted, where enough cities are compared
-- made: table
-- published: 49
-- measurement: measurement's id
-- predicted: level (latest value) or change (a year)
-- series: series of cities compared with both medians
-- cities: cities among them
-- skill: 1 - mean squared error with the peers' median / that with the network's; 0 where peers predict no better, below 0 where worse
with

nearest as (
    select * from int_peer_bands
    where scheme = 'nearest' and latest
),

network_wide as (
    select * from int_peer_bands
    where scheme = 'network'
),

-- Levels of relative scales are compared as logarithms, so that one large city does not make the whole sum.
levels as (
    select
        int_latest.measurement,
        'level' as predicted,
        int_latest.series_number,
        int_latest.city_number,
        int_latest.scale in ('percent', 'rating') as absolute,
        int_latest.value,
        nearest.median as peers_median,
        network_wide.median as network_median
    from stg_settings
    cross join int_latest
    inner join nearest on int_latest.series_number = nearest.series_number and nearest.compared = 'level'
    inner join network_wide on int_latest.series_number = network_wide.series_number and network_wide.compared = 'level'
    where not int_latest.expert_rating and nearest.n_peers >= stg_settings.peers_min
),

compared as (
    select
        measurement,
        predicted,
        series_number,
        city_number,
        case when absolute then value - peers_median else ln(value) - ln(peers_median) end as peers_error,
        case when absolute then value - network_median else ln(value) - ln(network_median) end as network_error
    from levels
    where absolute or least(value, peers_median, network_median) > 0.0
    union all
    select
        int_latest.measurement,
        'change' as predicted,
        int_latest.series_number,
        int_latest.city_number,
        int_spans.change_per_year - nearest.median as peers_error,
        int_spans.change_per_year - network_wide.median as network_error
    from stg_settings
    cross join int_spans
    inner join int_latest on int_spans.series_number = int_latest.series_number
    inner join nearest on int_spans.series_number = nearest.series_number and nearest.compared = 'change'
    inner join network_wide on int_spans.series_number = network_wide.series_number and network_wide.compared = 'change'
    where not int_latest.expert_rating and int_spans.reason is null and nearest.n_peers >= stg_settings.peers_min
),

finite as (
    select measurement, predicted, series_number, city_number, peers_error, network_error
    from compared
    where abs(peers_error) < 1e150 and abs(network_error) < 1e150
),

-- Sums run along the series: the same order, and so the same bytes, whatever the number of threads.
summed as (
    select
        measurement,
        predicted,
        row_number() over (partition by measurement, predicted order by series_number) as place,
        count(*) over (partition by measurement, predicted) as n,
        sum(peers_error * peers_error) over series_order as peers_squares,
        sum(network_error * network_error) over series_order as network_squares
    from finite
    window series_order as (
        partition by measurement, predicted
        order by series_number
        rows between unbounded preceding and current row
    )
),

counted as (
    select measurement, predicted, count(distinct city_number) as cities
    from finite
    group by measurement, predicted
)

select
    summed.measurement,
    summed.predicted,
    summed.n as series,
    counted.cities,
    case when summed.network_squares > 0.0 then 1.0 - summed.peers_squares / summed.network_squares end as skill
from stg_settings
cross join summed
inner join counted on summed.measurement = counted.measurement and summed.predicted = counted.predicted
where summed.place = summed.n and counted.cities >= stg_settings.peers_min
order by summed.measurement, summed.predicted
