-- int_slopes: every pair of points of a comparable run: the median of their slopes, and how many rise and fall
-- grain: one row a series with enough points
-- made: table
-- series_number: number of the series in int_latest
-- n: points in the run
-- s: Mann-Kendall's score: pairs that rise less pairs that fall
-- tied_pairs: pairs of equal values
-- pairs: all pairs
-- slope: Theil and Sen's slope: the median change a year over all pairs
-- place_slope: the same a place, as if the points followed each other without gaps; only where the run is too long for the exact test
with

pairs as (
    select
        a.series_number,
        a.n,
        signum(b.value - a.value) as way,
        (b.value - a.value) / (b.reference_year - a.reference_year) as slope,
        case when a.n > stg_settings.trend_exact then (b.value - a.value) / (b.place - a.place) end as place_slope
    from stg_settings
    cross join int_run_points as a
    inner join int_run_points as b on a.series_number = b.series_number
    where a.place < b.place
),

-- The values of way are -1, 0 and 1: their sum is exact in any order.
counted as (
    select
        series_number,
        n,
        count(*) as pairs,
        cast(sum(way) as bigint) as s,
        count(case when way = 0.0 then 1 end) as tied_pairs,
        array_sort(array_agg(slope)) as slopes,
        array_sort(array_agg(place_slope) filter (where place_slope is not null)) as place_slopes
    from pairs
    group by series_number, n
)

select
    series_number,
    n,
    s,
    tied_pairs,
    pairs,
    0.5 * slopes[(pairs + 1) / 2] + 0.5 * slopes[(pairs + 2) / 2] as slope,
    0.5 * place_slopes[(pairs + 1) / 2] + 0.5 * place_slopes[(pairs + 2) / 2] as place_slope
from counted
