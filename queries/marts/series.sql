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
-- interval: given by the city, wilson where we computed it from the sample size, null where there is none
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

-- A break may be flagged on a value that is itself no point: it counts for the next point.
flagged as (
    select
        *,
        coalesce(sum(case when breaks then 1 else 0 end) over (
            partition by city, measurement, item
            order by reference_year
            rows between 1 following and unbounded following
        ), 0) as breaks_to_come
    from stg_intervals
),

-- Two points stand on one stretch where source kind, definition and the breaks still to come are the same.
labelled as (
    select
        *,
        source || case when differs then ' differs ' else ' ' end || cast(breaks_to_come as varchar) as stretch
    from flagged
    where is_point
),

compared as (
    select
        *,
        lag(stretch) over series_order as previous_stretch,
        first_value(reference_year) over (
            partition by city, measurement, item
            order by reference_year
            rows between unbounded preceding and unbounded following
        ) as first_year
    from labelled
    window series_order as (partition by city, measurement, item order by reference_year)
),

broken as (
    select
        *,
        case when reference_year = first_year then breaks else stretch <> previous_stretch end as break_before
    from compared
),

closed as (
    select
        *,
        1 + sum(case when break_before and reference_year > first_year then 1 else 0 end) over (
            partition by city, measurement, item
            order by reference_year
            rows between unbounded preceding and current row
        ) as run,
        -- No break among the points that follow.
        coalesce(sum(case when break_before then 1 else 0 end) over (
            partition by city, measurement, item
            order by reference_year
            rows between 1 following and unbounded following
        ), 0) = 0 as in_run
    from broken
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
