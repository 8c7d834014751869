-- step_change_nearest: how nearest peers changed over each city's own window, summarized
-- grain: one row a series with at least one peer that has both points
-- made: by kind
-- series_number: series, as in step_latest
-- n_peers: nearest peers with a point near both ends, on one stretch
-- rose: how many of them rose by what counts as movement
-- fell: how many fell by as much
-- median: median of their changes a year
-- p25: lower end of their middle half; empty where there are too few for one
-- p75: its upper end
with

-- A peer's two points lie on one stretch without a break, and a relative change needs both above zero.
changes as (
    select
        step_spans.series_number,
        case
            when stg_span_rules.relative
                then power(ends.value / starts.value, 1.0 / (ends.reference_year - starts.reference_year)) - 1.0
            else (ends.value - starts.value) / (ends.reference_year - starts.reference_year)
        end as change_per_year,
        case when stg_span_rules.relative then ends.value / starts.value - 1.0 else ends.value - starts.value end as change,
        case
            when stg_span_rules.expert_rating and least(starts.reviewers, ends.reviewers) < stg_span_rules.few_reviewers
                then greatest(stg_span_rules.min_change, stg_span_rules.few_reviewers_change)
            else stg_span_rules.min_change
        end as least_change
    from step_spans
    inner join stg_span_rules on step_spans.kind = stg_span_rules.kind
    inner join step_near on step_spans.city_number = step_near.city_number
    inner join step_span_ends as starts
        on
            step_near.peer_number = starts.city_number
            and step_spans.kind = starts.kind
            and step_spans.baseline_year = starts.asked_year
    inner join step_span_ends as ends
        on
            step_near.peer_number = ends.city_number
            and step_spans.kind = ends.kind
            and step_spans.latest_year = ends.asked_year
            and starts.run = ends.run
    where
        ends.reference_year > starts.reference_year
        and (not stg_span_rules.relative or (starts.value > 0.0 and ends.value > 0.0))
        and step_spans.reason is null
),

sorted_points as (
    select
        series_number,
        count(*) as n_peers,
        sum(case when round(change, 9) >= least_change then 1 else 0 end) as rose,
        sum(case when round(-change, 9) >= least_change then 1 else 0 end) as fell,
        array_sort(array_agg(change_per_year)) as points
    from changes
    -- Two values too far apart for a number are no peer's change.
    where abs(change) < 1e300 and abs(change_per_year) < 1e300
    group by series_number
),

-- The p-th quantile of n values is the (n + 1)p-th of them, counted from 1, interpolated between two.
placed as (
    select
        *,
        0.25 * (n_peers + 1) as place_25,
        0.5 * (n_peers + 1) as place_50,
        0.75 * (n_peers + 1) as place_75
    from sorted_points
),

between_two as (
    select
        *,
        points[cast(floor(place_25) as bigint)] as lower_25,
        points[cast(floor(place_50) as bigint)] as lower_50,
        points[cast(floor(place_75) as bigint)] as lower_75,
        points[cast(ceil(place_25) as bigint)] as upper_25,
        points[cast(ceil(place_50) as bigint)] as upper_50,
        points[cast(ceil(place_75) as bigint)] as upper_75
    from placed
)

select
    series_number,
    n_peers,
    rose,
    fell,
    lower_50 + (upper_50 - lower_50) * (place_50 - floor(place_50)) as median,
    lower_25 + (upper_25 - lower_25) * (place_25 - floor(place_25)) as p25,
    lower_75 + (upper_75 - lower_75) * (place_75 - floor(place_75)) as p75
from between_two
