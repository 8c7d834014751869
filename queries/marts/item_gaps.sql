-- item_gaps: the gap between the two items of a measurement, as women and men, and whether it narrowed
-- grain: one row a registered city and measurement with a pair of items
-- made: by city
-- published: 74
-- city: city's id
-- measurement: measurement's id
-- first_item: the first of the two
-- second_item: the other
-- baseline_year: first year at or after the city's baseline year that both have in their comparable runs, from one kind of source
-- baseline_gap: first less second then, in points; for relative scales as a fraction of the second
-- latest_year: last such year
-- latest_gap: the gap then
-- years: years between the two
-- change: by how much the gap's size changed, in points or, for relative scales, as a fraction; below 0 it narrowed
-- gap: narrowed, widened or unchanged
-- rule: the rule that decided: points, stale, base, noise, size or gap
-- reason: why nothing can be said of a change
-- marks: what a reader must know besides, separated by |

-- Each of the four values has an interval by the rules (a) to (d) of a change between the two years, as in int_pairs: its own, the other
-- year's, the network's median half-width, or the usual fluctuation. min_change of a percentage is that of the item nearer to 0 or 100.
-- Ends of intervals are read to nine decimals, of a point or of a ratio's logarithm, as in int_changes: whether one that just touches 0
-- covers it must not hang on the last bit of a binary fraction, nor on the unit a value is written in.
with

pairs as (
    select
        stg_item_pairs.measurement,
        stg_item_pairs.first_item,
        stg_item_pairs.second_item,
        measurements.scale,
        measurements.scale not in ('percent', 'rating') as relative,
        measurements.min_change
    from stg_item_pairs
    inner join measurements on stg_item_pairs.measurement = measurements.measurement
),

reported as (
    select
        series.city,
        pairs.measurement,
        count(distinct series.item) as items
    from pairs
    inner join series on pairs.measurement = series.measurement
    where series.item in (pairs.first_item, pairs.second_item)
    group by series.city, pairs.measurement
),

-- Both items in one year, from one kind of source and by one definition.
both_items as (
    select
        firsts.city,
        pairs.measurement,
        firsts.reference_year,
        firsts.reference_year >= coalesce(cities.baseline_year, cities.joined, firsts.reference_year) as may_be_baseline
    from pairs
    inner join series as firsts on pairs.measurement = firsts.measurement and pairs.first_item = firsts.item
    inner join series as seconds
        on
            firsts.city = seconds.city
            and pairs.measurement = seconds.measurement
            and pairs.second_item = seconds.item
            and firsts.reference_year = seconds.reference_year
            and firsts.source = seconds.source
            and firsts.definition_key = seconds.definition_key
            and coalesce(firsts.price_base, '') = coalesce(seconds.price_base, '')
    inner join cities on firsts.city = cities.city
    where firsts.in_run and seconds.in_run
),

years as (
    select
        city,
        measurement,
        nullif(min(case when may_be_baseline then reference_year end), max(reference_year)) as baseline_year,
        max(reference_year) as latest_year
    from both_items
    group by city, measurement
),

-- Each item at the two years.
ends as (
    select
        years.city,
        years.measurement,
        pairs.relative,
        pairs.scale,
        latest.item,
        latest.source,
        baseline.value as x1,
        baseline.low as low1,
        baseline.high as high1,
        baseline."interval" as interval1,
        latest.value as x2,
        latest.low as low2,
        latest.high as high2,
        latest."interval" as interval2,
        int_fluctuation.half_width * case when pairs.relative then baseline.value else 1.0 end as usual1,
        int_fluctuation.half_width * case when pairs.relative then latest.value else 1.0 end as usual2,
        stg_settings.z * int_fluctuation.fluctuation as fluctuation,
        coalesce(pairs.relative and (latest.value <= 0.0 or baseline.value <= 0.0), false) as no_ratio,
        latest.provisional or coalesce(baseline.provisional, false) as provisional,
        pairs.scale = 'rating' and latest.source = 'expert'
        and least(
            coalesce(latest.reviewers, 1),
            case when baseline.city is null then coalesce(latest.reviewers, 1) else coalesce(baseline.reviewers, 1) end
        )
        < stg_settings.few_reviewers as few_reviewers,
        case
            when pairs.scale = 'percent'
                then greatest(stg_settings.min_change_least, round(stg_settings.min_change_share * least(baseline.value, 100.0 - baseline.value), 9))
        end as least_change
    from stg_settings
    cross join years
    inner join pairs on years.measurement = pairs.measurement
    inner join series as latest
        on
            years.city = latest.city
            and years.measurement = latest.measurement
            and years.latest_year = latest.reference_year
            and latest.item in (pairs.first_item, pairs.second_item)
    left join series as baseline
        on
            latest.city = baseline.city
            and latest.measurement = baseline.measurement
            and latest.item = baseline.item
            and years.baseline_year = baseline.reference_year
    left join int_fluctuation
        on
            latest.measurement = int_fluctuation.measurement
            and latest.item = int_fluctuation.item
            and latest.source = int_fluctuation.source
),

-- On the scale on which a gap is a difference: as it is, or the logarithm, on which a ratio is one. An end of an interval that is not
-- above zero has no logarithm, and leaves the change untested.
scaled as (
    select
        *,
        case when not relative then x1 when x1 > 0.0 then ln(x1) end as y1,
        case when not relative then x2 when x2 > 0.0 then ln(x2) end as y2,
        case
            when interval1 is not null then low1
            when interval2 is not null then x1 - (high2 - low2) / 2.0
            else x1 - usual1
        end as from_low,
        case
            when interval1 is not null then high1
            when interval2 is not null then x1 + (high2 - low2) / 2.0
            else x1 + usual1
        end as from_high,
        case
            when interval2 is not null then low2
            when interval1 is not null then x2 - (high1 - low1) / 2.0
            else x2 - usual2
        end as to_low,
        case
            when interval2 is not null then high2
            when interval1 is not null then x2 + (high1 - low1) / 2.0
            else x2 + usual2
        end as to_high,
        interval1 is not null and interval2 is not null as own_intervals
    from ends
),

-- Distances from each value to the ends of its interval, on that scale.
reaching as (
    select
        *,
        case
            when from_low is null then fluctuation
            when not relative then x1 - from_low
            when from_low > 0.0 then y1 - ln(from_low)
        end as down1,
        case
            when from_low is null then fluctuation
            when not relative then from_high - x1
            when from_low > 0.0 then ln(from_high) - y1
        end as up1,
        case
            when to_low is null then fluctuation
            when not relative then x2 - to_low
            when to_low > 0.0 then y2 - ln(to_low)
        end as down2,
        case
            when to_low is null then fluctuation
            when not relative then to_high - x2
            when to_low > 0.0 then ln(to_high) - y2
        end as up2
    from scaled
),

-- The second item's interval counts the other way round: MOVER, Zou and Donner 2008, of latest first - latest second -
-- (baseline first - baseline second).
gaps as (
    select
        firsts.city,
        firsts.measurement,
        firsts.y1 - seconds.y1 as baseline,
        firsts.y2 - seconds.y2 as latest,
        firsts.source,
        firsts.no_ratio or seconds.no_ratio as no_ratio,
        firsts.provisional or seconds.provisional as provisional,
        firsts.few_reviewers or seconds.few_reviewers as few_reviewers,
        least(firsts.least_change, seconds.least_change) as least_change,
        sqrt(power(firsts.down2, 2) + power(seconds.up2, 2) + power(firsts.up1, 2) + power(seconds.down1, 2)) as reach_down,
        sqrt(power(firsts.up2, 2) + power(seconds.down2, 2) + power(firsts.down1, 2) + power(seconds.up1, 2)) as reach_up,
        firsts.from_low is null or seconds.from_low is null as by_fluctuation,
        not firsts.own_intervals or not seconds.own_intervals as by_others
    from pairs
    inner join reaching as firsts on pairs.measurement = firsts.measurement and pairs.first_item = firsts.item
    inner join reaching as seconds
        on
            firsts.city = seconds.city
            and pairs.measurement = seconds.measurement
            and pairs.second_item = seconds.item
),

judged as (
    select
        cities.city,
        pairs.measurement,
        pairs.first_item,
        pairs.second_item,
        pairs.scale,
        pairs.relative,
        pairs.min_change,
        years.baseline_year,
        gaps.baseline,
        years.latest_year,
        gaps.latest,
        years.latest_year - years.baseline_year as years,
        case
            when coalesce(reported.items, 0) < 2 then 'no_points'
            when years.latest_year is null then 'no_common_year'
            when brief.cycle - years.latest_year > stg_settings.stale_years then 'stale'
            when gaps.no_ratio then 'base_not_positive'
            when years.baseline_year is null then 'one_point'
            -- A ratio of two items beyond 1e299 is no number any more.
            when pairs.relative and not (abs(gaps.latest) < 690.0 and abs(gaps.baseline) < 690.0) then 'out_of_numbers'
        end as reason,
        gaps.latest - gaps.baseline - gaps.reach_down as change_low,
        gaps.latest - gaps.baseline + gaps.reach_up as change_high,
        gaps.by_fluctuation,
        gaps.by_others,
        coalesce(gaps.provisional, false) as provisional,
        coalesce(gaps.few_reviewers, false) as few_reviewers,
        gaps.least_change,
        stg_settings.few_reviewers_change
    from brief
    cross join stg_settings
    cross join cities
    cross join pairs
    left join reported on cities.city = reported.city and pairs.measurement = reported.measurement
    left join years on cities.city = years.city and pairs.measurement = years.measurement
    left join gaps on cities.city = gaps.city and pairs.measurement = gaps.measurement
),

-- The gap's size is the same whichever of the two is taken first.
sized as (
    select
        *,
        case
            when reason is not null then null
            when relative then exp(abs(latest)) - exp(abs(baseline))
            else abs(latest) - abs(baseline)
        end as change,
        case
            when few_reviewers then greatest(min_change, few_reviewers_change)
            when scale = 'percent' then least(min_change, least_change)
            else min_change
        end as change_asked
    from judged
),

decided as (
    select
        *,
        case
            when reason in ('no_points', 'no_common_year', 'one_point') then 'points'
            when reason = 'stale' then 'stale'
            when reason in ('base_not_positive', 'out_of_numbers') then 'base'
            when by_fluctuation and round(change_low, 9) < 0.0 and round(change_high, 9) > 0.0 then 'noise'
            when not by_fluctuation and round(change_low, 9) <= 0.0 and round(change_high, 9) >= 0.0 then 'noise'
            when round(abs(change), 9) < change_asked then 'size'
            else 'gap'
        end as rule,
        case when provisional then '|provisional' else '' end
        || case
            when reason is not null then ''
            when change_low is null then '|not_tested'
            when by_fluctuation then '|fluctuation_used'
            when by_others then '|interval_borrowed'
            else ''
        end
        || case when few_reviewers then '|few_reviewers' else '' end as marked
    from sized
)

select
    city,
    measurement,
    first_item,
    second_item,
    baseline_year,
    case when not relative then baseline when abs(baseline) < 690.0 then exp(baseline) - 1.0 end as baseline_gap,
    latest_year,
    case when not relative then latest when abs(latest) < 690.0 then exp(latest) - 1.0 end as latest_gap,
    years,
    change,
    case
        when rule in ('points', 'stale', 'base') then null
        when rule in ('noise', 'size') then 'unchanged'
        when change < 0.0 then 'narrowed'
        else 'widened'
    end as gap,
    rule,
    reason,
    nullif(substr(marked, 2), '') as marks
from decided
order by city, measurement, first_item
