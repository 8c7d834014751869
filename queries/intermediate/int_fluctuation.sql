-- int_fluctuation: how far values of the network usually fluctuate, and how wide the intervals are that come with them
-- grain: one row a measurement, item and source kind found in public points
-- made: table
-- measurement: measurement's id
-- item: item or total
-- source: official, survey or expert
-- triples: triples of consecutive points of comparable runs
-- triple_cities: cities that they come from
-- fluctuation: s = 1.4826 median |x(t-1) - 2 x(t) + x(t+1)| / sqrt(6), in points for percent and rating, of logarithms for relative
--   scales; empty where the triples are too few or half of them lie on a line
-- widths: points with an interval, given or Wilson's
-- width_cities: cities that they come from
-- half_width: median half-width of those intervals, in points for percent and rating, as a share of the value for relative scales;
--   empty where too few cities have one

-- A straight line has a second difference of zero, so that a steady change adds nothing to s. Of independent values with
-- standard deviation s it has the variance 6 s^2, and 1.4826 makes a median of absolute values a standard deviation.
with

points as (
    select
        series.city,
        series.measurement,
        series.item,
        series.source,
        series.reference_year,
        series.in_run,
        case
            when measurements.scale in ('percent', 'rating') then series.value
            when series.value > 0.0 then ln(series.value)
        end as x,
        case
            when measurements.scale in ('percent', 'rating') then (series.high - series.low) / 2.0
            when series.value > 0.0 then (series.high - series.low) / 2.0 / series.value
        end as half_width
    from series
    inner join measurements on series.measurement = measurements.measurement
),

consecutive as (
    select
        city,
        measurement,
        item,
        source,
        abs(lag(x) over run_order - 2.0 * x + lead(x) over run_order) as bend
    from points
    where in_run
    window run_order as (partition by city, measurement, item order by reference_year)
),

bends as (
    select
        measurement,
        item,
        source,
        count(*) as triples,
        count(distinct city) as triple_cities,
        1.4826 * percentile_cont(0.5) within group (order by bend) / sqrt(6.0) as fluctuation
    from consecutive
    where bend < 1e300
    group by measurement, item, source
),

widths as (
    select
        measurement,
        item,
        source,
        count(*) as widths,
        count(distinct city) as width_cities,
        percentile_cont(0.5) within group (order by half_width) as half_width
    from points
    where half_width < 1e300
    group by measurement, item, source
),

found as (
    select distinct measurement, item, source from points
)

select
    found.measurement,
    found.item,
    found.source,
    coalesce(bends.triples, 0) as triples,
    coalesce(bends.triple_cities, 0) as triple_cities,
    case
        when
            bends.triples >= stg_settings.fluctuation_triples
            and bends.triple_cities >= stg_settings.fluctuation_cities
            and round(bends.fluctuation, 9) > 0.0
            then bends.fluctuation
    end as fluctuation,
    coalesce(widths.widths, 0) as widths,
    coalesce(widths.width_cities, 0) as width_cities,
    case when widths.width_cities >= stg_settings.interval_cities and round(widths.half_width, 9) > 0.0 then widths.half_width end as half_width
from stg_settings
cross join found
left join bends
    on found.measurement = bends.measurement and found.item = bends.item and found.source = bends.source
left join widths
    on found.measurement = widths.measurement and found.item = widths.item and found.source = widths.source
