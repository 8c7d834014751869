-- int_window_changes: how each city changed over somebody's window of years
-- grain: one row a kind, window and city with a point near both ends, on one stretch
-- made: by kind
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- baseline_year: year in which the window begins: somebody's baseline
-- latest_year: year in which it ends
-- city_number: the city, as in int_cities
-- change_per_year: its change a year: points for percent and rating, a fraction for relative scales
-- way: 1 where the change is an increase of what counts as movement, -1 a decrease, 0 neither
with

windows as (
    select distinct kind, baseline_year, latest_year
    from int_spans
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
    inner join int_span_ends as starts
        on windows.kind = starts.kind and windows.baseline_year = starts.asked_year
    inner join int_span_ends as ends
        on
            windows.kind = ends.kind
            and windows.latest_year = ends.asked_year
            and starts.city_number = ends.city_number
            and starts.run = ends.run
    where
        ends.reference_year > starts.reference_year
        and (not stg_span_rules.relative or (starts.value > 0.0 and ends.value > 0.0))
)

select
    kind,
    baseline_year,
    latest_year,
    city_number,
    change_per_year,
    case
        when round(change, 9) >= least_change then 1
        when round(-change, 9) >= least_change then -1
        else 0
    end as way
from changes
-- Two values too far apart for a number are no city's change.
where abs(change) < 1e300 and abs(change_per_year) < 1e300
