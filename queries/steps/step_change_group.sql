-- step_change_group: how a group's other cities changed over each city's own window, summarized
-- grain: one row a series and scheme of groups with at least one other city that has both points
-- made: by kind
-- series_number: series, as in step_latest
-- scheme: scheme of groups, as in step_members
-- n_peers: other cities of the group with a point near both ends, on one stretch
-- rose: how many of them rose by what counts as movement
-- fell: how many fell by as much
-- median: median of their changes a year
-- p25: lower end of their middle half; empty where there are too few for one
-- p75: its upper end
with

windows as (
    select distinct kind, baseline_year, latest_year
    from step_spans
    where reason is null
),

-- A city's two points lie on one stretch without a break, and a relative change needs both above zero.
changes as (
    select
        windows.kind,
        windows.baseline_year,
        windows.latest_year,
        starts.city_number,
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
    from windows
    inner join stg_span_rules on windows.kind = stg_span_rules.kind
    inner join step_span_ends as starts
        on windows.kind = starts.kind and windows.baseline_year = starts.asked_year
    inner join step_span_ends as ends
        on
            windows.kind = ends.kind
            and windows.latest_year = ends.asked_year
            and starts.city_number = ends.city_number
            and starts.run = ends.run
    where
        ends.reference_year > starts.reference_year
        and (not stg_span_rules.relative or (starts.value > 0.0 and ends.value > 0.0))
),

sorted_points as (
    select
        step_members.group_number,
        changes.kind,
        changes.baseline_year,
        changes.latest_year,
        count(*) - 1 as n_peers,
        sum(case when round(changes.change, 9) >= least_change then 1 else 0 end) as rose,
        sum(case when round(-changes.change, 9) >= least_change then 1 else 0 end) as fell,
        array_sort(array_agg(changes.change_per_year)) as points
    from changes
    inner join step_members on changes.city_number = step_members.city_number
    -- Two values too far apart for a number are no city's change; the city's own is never one of them.
    where abs(changes.change) < 1e300 and abs(changes.change_per_year) < 1e300
    group by step_members.group_number, changes.kind, changes.baseline_year, changes.latest_year
),

-- The (n + 1)p-th of the n changes that are left without the city's own, which is one of them.
placed as (
    select
        *,
        0.25 * (n_peers + 1) as place_25,
        0.5 * (n_peers + 1) as place_50,
        0.75 * (n_peers + 1) as place_75
    from sorted_points
    where n_peers > 0
),

picked as (
    select
        *,
        points[cast(floor(place_25) as bigint)] as lower_25,
        points[cast(floor(place_50) as bigint)] as lower_50,
        points[cast(floor(place_75) as bigint)] as lower_75,
        points[cast(floor(place_25) as bigint) + 1] as next_lower_25,
        points[cast(floor(place_50) as bigint) + 1] as next_lower_50,
        points[cast(floor(place_75) as bigint) + 1] as next_lower_75,
        points[cast(ceil(place_25) as bigint)] as upper_25,
        points[cast(ceil(place_50) as bigint)] as upper_50,
        points[cast(ceil(place_75) as bigint)] as upper_75,
        points[cast(ceil(place_25) as bigint) + 1] as next_upper_25,
        points[cast(ceil(place_50) as bigint) + 1] as next_upper_50,
        points[cast(ceil(place_75) as bigint) + 1] as next_upper_75
    from placed
),

-- From the city's own change onwards the others come one place later.
without_own as (
    select
        step_spans.series_number,
        step_members.scheme,
        picked.n_peers,
        picked.rose - case when step_spans.way = 1 then 1 else 0 end as rose,
        picked.fell - case when step_spans.way = -1 then 1 else 0 end as fell,
        picked.place_25 - floor(picked.place_25) as part_25,
        picked.place_50 - floor(picked.place_50) as part_50,
        picked.place_75 - floor(picked.place_75) as part_75,
        case when step_spans.change_per_year <= picked.lower_25 then picked.next_lower_25 else picked.lower_25 end as lower_25,
        case when step_spans.change_per_year <= picked.lower_50 then picked.next_lower_50 else picked.lower_50 end as lower_50,
        case when step_spans.change_per_year <= picked.lower_75 then picked.next_lower_75 else picked.lower_75 end as lower_75,
        case when step_spans.change_per_year <= picked.upper_25 then picked.next_upper_25 else picked.upper_25 end as upper_25,
        case when step_spans.change_per_year <= picked.upper_50 then picked.next_upper_50 else picked.upper_50 end as upper_50,
        case when step_spans.change_per_year <= picked.upper_75 then picked.next_upper_75 else picked.upper_75 end as upper_75
    from step_spans
    inner join step_members on step_spans.city_number = step_members.city_number
    inner join picked
        on
            step_members.group_number = picked.group_number
            and step_spans.kind = picked.kind
            and step_spans.baseline_year = picked.baseline_year
            and step_spans.latest_year = picked.latest_year
    where step_spans.reason is null
)

select
    series_number,
    scheme,
    n_peers,
    rose,
    fell,
    lower_50 + (upper_50 - lower_50) * part_50 as median,
    lower_25 + (upper_25 - lower_25) * part_25 as p25,
    lower_75 + (upper_75 - lower_75) * part_75 as p75
from without_own
