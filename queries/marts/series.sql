-- series: every public point up to the brief's cycle, with its interval and its place between breaks
-- grain: one row a city, measurement, item and reference year with a point
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- value: value in the measurement's unit
-- low: lower end of its 95 % interval
-- high: upper end of its 95 % interval
-- interval: given by the city, wilson where we computed it from the sample size, empty where there is none
-- sample_size: respondents of the survey
-- design_effect: design effect that the survey declares
-- reviewers: how many reviewers gave the rating
-- rating_low: lowest of their ratings
-- rating_high: highest of their ratings
-- source: official, survey or expert
-- differs: whether its definition differs from the catalogue's (status D)
-- provisional: whether a flag makes it provisional
-- status: SDMX flags, strongest first
-- cycle: year of the brief that it was sent for
-- submission: submission it came in
-- break_before: whether a break stands before it: by flag B, a new source kind, or D beginning or ending
-- run: number of the stretch without a break inside, from 1
-- in_run: whether it belongs to the comparable run: the stretch that ends with the latest point
with

-- Most series come from one source with one definition and no break: all their points are one run. Only the others are gone through
-- point by point, which takes far longer.
mixed as (
    select city, measurement, item
    from stg_observations
    group by city, measurement, item
    having min(source) <> max(source) or bool_or(differs) <> bool_and(differs) or bool_or(breaks)
),

-- A break may be flagged on a value that is itself no point: it counts for the next point.
flagged as (
    select
        stg_intervals.*,
        sum(case when stg_intervals.breaks then 1 else 0 end) over (
            partition by stg_intervals.city, stg_intervals.measurement, stg_intervals.item
            order by stg_intervals.reference_year
            rows between unbounded preceding and current row
        ) as breaks_so_far
    from stg_intervals
    inner join mixed
        on
            stg_intervals.city = mixed.city
            and stg_intervals.measurement = mixed.measurement
            and stg_intervals.item = mixed.item
),

compared as (
    select
        *,
        lag(reference_year) over series_order as previous_year,
        lag(source) over series_order as previous_source,
        lag(differs) over series_order as previous_differs,
        lag(breaks_so_far) over series_order as previous_breaks
    from flagged
    where is_point
    window series_order as (partition by city, measurement, item order by reference_year)
),

-- Two points stand on one stretch where source kind, definition and the breaks so far are the same.
broken as (
    select
        *,
        case
            when previous_year is null then breaks
            else source <> previous_source or differs <> previous_differs or breaks_so_far <> previous_breaks
        end as break_before
    from compared
),

numbered as (
    select
        *,
        1 + sum(case when break_before and previous_year is not null then 1 else 0 end) over (
            partition by city, measurement, item
            order by reference_year
            rows between unbounded preceding and current row
        ) as run
    from broken
),

closed as (
    select
        city,
        measurement,
        item,
        reference_year,
        value,
        low,
        high,
        "interval",
        sample_size,
        design_effect,
        ratings,
        source,
        differs,
        provisional,
        status,
        cycle,
        submission,
        break_before,
        run,
        -- No break among the points that follow.
        run = max(run) over (partition by city, measurement, item) as in_run
    from numbered
    union all
    select
        stg_intervals.city,
        stg_intervals.measurement,
        stg_intervals.item,
        stg_intervals.reference_year,
        stg_intervals.value,
        stg_intervals.low,
        stg_intervals.high,
        stg_intervals."interval",
        stg_intervals.sample_size,
        stg_intervals.design_effect,
        stg_intervals.ratings,
        stg_intervals.source,
        stg_intervals.differs,
        stg_intervals.provisional,
        stg_intervals.status,
        stg_intervals.cycle,
        stg_intervals.submission,
        false as break_before,
        cast(1 as bigint) as run,
        true as in_run
    from stg_intervals
    left join mixed
        on
            stg_intervals.city = mixed.city
            and stg_intervals.measurement = mixed.measurement
            and stg_intervals.item = mixed.item
    where mixed.city is null and stg_intervals.is_point
)

select
    closed.city,
    closed.measurement,
    closed.item,
    closed.reference_year,
    closed.value,
    closed.low,
    closed.high,
    closed."interval",
    closed.sample_size,
    closed.design_effect,
    stg_ratings.reviewers,
    stg_ratings.rating_low,
    stg_ratings.rating_high,
    closed.source,
    closed.differs,
    closed.provisional,
    closed.status,
    closed.cycle,
    closed.submission,
    closed.break_before,
    closed.run,
    closed.in_run
from closed
left join stg_ratings on closed.ratings = stg_ratings.ratings
order by closed.city, closed.measurement, closed.item, closed.reference_year
