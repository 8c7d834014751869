-- trend: whether a series rises or falls steadily over its comparable run
-- grain: one row a registered city, measurement and item with a point
-- made: by city
-- published: 24
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- first_year: year of the first point of the comparable run
-- last_year: year of its last point
-- n: points in it
-- slope: Theil and Sen's slope: the median over all pairs of points of the change a year, in the measurement's unit
-- s: Mann-Kendall's score: pairs that rise less pairs that fall
-- variance: variance of the score in random order, corrected for ties; where the normal distribution is used
-- correction: factor on that variance for points that hang together with the one before (Yue and Wang 2004, lag 1), at least 1
-- p: two-sided p: how often chance alone would give so strong a score, 0 to 1
-- p_kind: exact: counted over every order of the values; normal: from the normal distribution
-- trend: rising, falling or no_clear_trend
-- reason: why there is none: stale, too_few_points, no_variation or ties

-- The whole comparable run counts, the years before the baseline too: more points tell more, and all of them are comparable.
-- Up to trend_exact points the exact p is looked up in mann_kendall, which knows no ties: with a tie there is no test.
-- With more, z = (|s| - 1) / sqrt(variance * correction) and p = 2 (1 - Phi(z)). The correction only ever widens: below 1 the
-- published test finds far more trends than there are.
with

runs as (
    select
        int_latest.series_number,
        count(*) as n,
        min(series.reference_year) as first_year,
        max(series.reference_year) as last_year
    from int_latest
    inner join series
        on
            int_latest.city = series.city
            and int_latest.measurement = series.measurement
            and int_latest.item = series.item
    where series.in_run
    group by int_latest.series_number
),

tested as (
    select
        int_latest.city,
        int_latest.measurement,
        int_latest.item,
        runs.first_year,
        runs.last_year,
        runs.n,
        int_slopes.slope,
        int_slopes.s,
        int_serial.variance,
        int_serial.correction,
        mann_kendall.p as exact_p,
        greatest(abs(int_slopes.s) - 1, 0) / sqrt(int_serial.variance * int_serial.correction) as z,
        case
            when int_latest.stale then 'stale'
            when runs.n < stg_settings.trend_points then 'too_few_points'
            when int_slopes.tied_pairs = int_slopes.pairs then 'no_variation'
            when runs.n <= stg_settings.trend_exact and int_slopes.tied_pairs > 0 then 'ties'
        end as reason,
        case when runs.n > stg_settings.trend_exact then 'normal' else 'exact' end as p_kind,
        stg_settings.trend_p
    from stg_settings
    cross join int_latest
    inner join runs on int_latest.series_number = runs.series_number
    left join int_slopes on int_latest.series_number = int_slopes.series_number
    left join int_serial on int_latest.series_number = int_serial.series_number
    left join mann_kendall on int_slopes.n = mann_kendall.n and abs(int_slopes.s) = mann_kendall.s
),

-- The upper tail of the normal distribution, double precision: Hart 1968, as written down by West 2005.
tails as (
    select
        *,
        exp(-z * z / 2.0) as bell,
        (((
            (((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z
            + 112.079291497871
        ) * z + 221.213596169931) * z + 220.206867912376) as above,
        ((((
            (((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z
            + 296.564248779674
        ) * z + 637.333633378831) * z + 793.826512519948) * z + 440.413735824752) as below
    from tested
),

judged as (
    select
        *,
        case
            when reason is not null then null
            when p_kind = 'exact' then exact_p
            when s = 0 then 1.0
            when z < 7.07106781186547 then least(2.0 * bell * above / below, 1.0)
            else 2.0 * bell / (z + 1.0 / (z + 2.0 / (z + 3.0 / (z + 4.0 / (z + 0.65))))) / 2.506628274631
        end as p
    from tails
)

select
    city,
    measurement,
    item,
    first_year,
    last_year,
    n,
    -- A difference of two values near the end of what a float holds has no slope.
    case when abs(slope) < 1e300 then slope end as slope,
    s,
    variance,
    correction,
    p,
    case when p is not null then p_kind end as p_kind,
    case
        when p is null then null
        when p < trend_p and s > 0 then 'rising'
        when p < trend_p and s < 0 then 'falling'
        else 'no_clear_trend'
    end as trend,
    reason
from judged
order by city, measurement, item
