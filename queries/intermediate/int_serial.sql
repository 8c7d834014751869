-- int_serial: the variance of Mann-Kendall's score in runs too long for the exact test, and how far neighbouring points hang together
-- grain: one row a series with more points than the exact test takes, not all equal
-- made: table
-- series_number: number of the series in int_latest
-- variance: variance of the score in random order, corrected for ties
-- serial: correlation of each point with the next after the slope is taken out, -1 to 1
-- correction: factor on the variance for it (Yue and Wang 2004, lag 1), at least 1

-- The slope is taken out place by place, and points follow each other whatever the years between them.
-- Where a straight line leaves nothing but rounding, there is nothing to correct: serial is 0.
with

-- Values are set against the largest, so that no square runs out of range. A tie of t values counts in each of them.
points as (
    select
        int_run_points.series_number,
        int_run_points.reference_year,
        int_run_points.place,
        int_run_points.n,
        int_run_points.value,
        int_slopes.place_slope,
        max(abs(int_run_points.value)) over (partition by int_run_points.series_number) as largest,
        count(*) over (partition by int_run_points.series_number, int_run_points.value) as alike
    from stg_settings
    cross join int_run_points
    inner join int_slopes on int_run_points.series_number = int_slopes.series_number
    where int_run_points.n > stg_settings.trend_exact and int_slopes.tied_pairs < int_slopes.pairs
),

residuals as (
    select
        series_number,
        reference_year,
        place,
        n,
        (alike - 1) * (5 + 2 * alike) as tie,
        value / largest - place * (place_slope / largest) as residual
    from points
),

-- Sums run along the years: the same order, and so the same bytes, whatever the number of threads.
centred as (
    select
        *,
        residual - sum(residual) over (
            partition by series_number
            order by reference_year
            rows between unbounded preceding and unbounded following
        ) / n as deviation
    from residuals
),

adjacent as (
    select
        *,
        lead(deviation) over (partition by series_number order by reference_year) as next_deviation
    from centred
),

summed as (
    select
        series_number,
        place,
        n,
        sum(tie) over run_so_far as ties,
        sum(deviation * deviation) over run_so_far as squares,
        sum(deviation * coalesce(next_deviation, 0.0)) over run_so_far as products
    from adjacent
    window run_so_far as (
        partition by series_number
        order by reference_year
        rows between unbounded preceding and current row
    )
),

correlated as (
    select
        series_number,
        n,
        (n * (n - 1) * (5 + 2 * n) - ties) / 18.0 as variance,
        case when squares > 1e-24 * n then products / squares else 0.0 end as serial
    from summed
    where place = n
)

select
    series_number,
    variance,
    serial,
    greatest(1.0, 1.0 + 2.0 * (1.0 - 1.0 / n) * serial) as correction
from correlated
