-- int_movements: what came of each series, how certain it is, and what a reader must know besides
-- grain: one row a registered city, measurement and item
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- baseline_year: year of the baseline
-- baseline_value: its value
-- latest_year: year of the latest point
-- latest_value: its value
-- years: years from baseline to latest
-- rule: points, stale, prices, base, noise, size, parity or direction
-- movement: towards, away, steady, within_noise, at_parity, rose or fell
-- reason: why there is no movement, or why the change is not a relative one
-- if_baseline_later: the movement, or why there is none, had the next point of the run been the baseline; empty where there is none
-- if_latest_earlier: the same had the point before the latest been the latest
-- certainty: firm or tentative, of what moved: towards, away, rose or fell
-- differs: whether the definition of the run differs from the catalogue's
-- chance: how often noise alone would pass for a movement, 0 to 1; empty where nothing tests the change
-- marks: what a reader must know besides, separated by |
with

neighbours as (
    select
        city,
        measurement,
        item,
        max(case when role = 'baseline_later' then coalesce(movement, reason) end) as if_baseline_later,
        max(case when role = 'latest_earlier' then coalesce(movement, reason) end) as if_latest_earlier
    from int_judged
    where role in ('baseline_later', 'latest_earlier')
    group by city, measurement, item
),

-- Somebody asked about a jump where the analyst's file corrects or flags that very value.
unresolved as (
    select distinct check_jump.city, check_jump.measurement, check_jump.item
    from check_jump
    inner join series
        on
            check_jump.city = series.city
            and check_jump.measurement = series.measurement
            and check_jump.item = series.item
            and check_jump.reference_year = series.reference_year
    left join corrections
        on
            check_jump.city = corrections.city
            and check_jump.measurement = corrections.measurement
            and check_jump.item = corrections.item
            and check_jump.reference_year = corrections.reference_year
    where check_jump.is_public and series.in_run and corrections.city is null
),

disputed as (
    select distinct city, measurement, item from stg_conflicts
),

judged as (
    select
        int_changes.*,
        neighbours.if_baseline_later,
        neighbours.if_latest_earlier,
        coalesce(int_changes.movement in ('towards', 'away', 'rose', 'fell'), false) as moved,
        int_changes.movement is not null and int_changes.tested_by is null as not_tested,
        coalesce(
            neighbours.if_baseline_later <> int_changes.movement or neighbours.if_latest_earlier <> int_changes.movement,
            false
        ) as depends_on_year,
        neighbours.city is null and coalesce(int_changes.tested_by = 'fluctuation', false) as two_points,
        coalesce(
            (trend.trend = 'rising' and int_changes.change < 0.0) or (trend.trend = 'falling' and int_changes.change > 0.0),
            false
        ) as against_trend,
        unresolved.city is not null as unresolved_jump,
        disputed.city is not null as in_dispute
    from int_changes
    left join neighbours
        on
            int_changes.city = neighbours.city
            and int_changes.measurement = neighbours.measurement
            and int_changes.item = neighbours.item
    left join trend
        on
            int_changes.city = trend.city
            and int_changes.measurement = trend.measurement
            and int_changes.item = trend.item
    left join unresolved
        on
            int_changes.city = unresolved.city
            and int_changes.measurement = unresolved.measurement
            and int_changes.item = unresolved.item
    left join disputed
        on
            int_changes.city = disputed.city
            and int_changes.measurement = disputed.measurement
            and int_changes.item = disputed.item
),

marked as (
    select
        *,
        case when reached_parity then '|at_parity' else '' end
        || case when provisional then '|provisional' else '' end
        || case when not_tested then '|not_tested' else '' end
        || case when movement is not null and tested_by = 'borrowed' then '|interval_borrowed' else '' end
        || case when movement is not null and tested_by = 'fluctuation' then '|fluctuation_used' else '' end
        || case when moved and two_points then '|two_points' else '' end
        || case when moved and depends_on_year then '|depends_on_year' else '' end
        || case when moved and against_trend then '|against_trend' else '' end
        || case when unresolved_jump then '|unresolved_jump' else '' end
        || case when few_reviewers then '|few_reviewers' else '' end
        || case when effect_assumed then '|design_effect_assumed' else '' end as all_marks
    from judged
)

select
    city,
    measurement,
    item,
    scale,
    direction,
    baseline_year,
    baseline_value,
    latest_year,
    latest_value,
    years,
    rule,
    movement,
    -- Too few points, because two files of one instant disagree.
    case when in_dispute and reason in ('no_points', 'one_point') then 'conflict' else reason end as reason,
    case when movement is not null then if_baseline_later end as if_baseline_later,
    case when movement is not null then if_latest_earlier end as if_latest_earlier,
    case
        when not moved then null
        when not_tested or two_points or depends_on_year or against_trend or unresolved_jump then 'tentative'
        else 'firm'
    end as certainty,
    differs,
    chance,
    nullif(substr(all_marks, 2), '') as marks
from marked
