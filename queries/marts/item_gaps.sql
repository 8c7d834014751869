-- item_gaps: the gap between the two items of a measurement, as women and men, and whether it narrowed
-- grain: one row a registered city and measurement with a pair of items
-- made: by city
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

-- Ends of intervals are read to nine decimals, of a point or of a ratio's logarithm, as in step_changes: whether one that just touches 0
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
        pairs.scale,
        pairs.relative,
        firsts.reference_year,
        firsts.value as first_value,
        firsts.low as first_low,
        firsts.high as first_high,
        seconds.value as second_value,
        seconds.low as second_low,
        seconds.high as second_high,
        firsts.source,
        pairs.relative and (firsts.value <= 0.0 or seconds.value <= 0.0) as no_ratio,
        firsts.provisional or seconds.provisional as provisional,
        pairs.scale = 'rating' and firsts.source = 'expert'
        and least(coalesce(firsts.reviewers, 1), coalesce(seconds.reviewers, 1)) < stg_settings.few_reviewers as few_reviewers,
        firsts.reference_year >= coalesce(cities.baseline_year, cities.joined, firsts.reference_year) as may_be_baseline
    from stg_settings
    cross join pairs
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

-- On the scale on which a gap is a difference: as it is, or the logarithm, on which a ratio is one.
scaled as (
    select
        *,
        case when relative and not no_ratio then ln(first_value) when not relative then first_value end as a,
        case when relative and not no_ratio and first_low > 0.0 then ln(first_low) when not relative then first_low end as a_low,
        case when relative and not no_ratio and first_low > 0.0 then ln(first_high) when not relative then first_high end as a_high,
        case when relative and not no_ratio then ln(second_value) when not relative then second_value end as b,
        case when relative and not no_ratio and second_low > 0.0 then ln(second_low) when not relative then second_low end as b_low,
        case when relative and not no_ratio and second_low > 0.0 then ln(second_high) when not relative then second_high end as b_high
    from both_items
),

-- MOVER, Zou and Donner 2008, for the gap of one year.
gaps as (
    select
        city,
        measurement,
        reference_year,
        relative,
        source,
        no_ratio,
        provisional,
        few_reviewers,
        may_be_baseline,
        a - b as difference,
        a - b - sqrt(power(a - a_low, 2) + power(b_high - b, 2)) as difference_low,
        a - b + sqrt(power(a_high - a, 2) + power(b - b_low, 2)) as difference_high
    from scaled
),

years as (
    select
        city,
        measurement,
        min(case when may_be_baseline then reference_year end) as baseline_year,
        max(reference_year) as latest_year
    from gaps
    group by city, measurement
),

ends as (
    select
        cities.city,
        pairs.measurement,
        pairs.first_item,
        pairs.second_item,
        pairs.relative,
        pairs.min_change,
        baseline.reference_year as baseline_year,
        baseline.difference as baseline,
        latest.reference_year as latest_year,
        latest.difference as latest,
        latest.reference_year - baseline.reference_year as years,
        case
            when coalesce(reported.items, 0) < 2 then 'no_points'
            when latest.reference_year is null then 'no_common_year'
            when brief.cycle - latest.reference_year > stg_settings.stale_years then 'stale'
            when latest.no_ratio or baseline.no_ratio then 'base_not_positive'
            when baseline.reference_year is null then 'one_point'
            -- A ratio of two items beyond 1e299 is no number any more.
            when pairs.relative and not (abs(latest.difference) < 690.0 and abs(baseline.difference) < 690.0) then 'out_of_numbers'
        end as reason,
        -- MOVER once more, for the difference of the two gaps.
        latest.difference - baseline.difference - sqrt(
            power(latest.difference - latest.difference_low, 2) + power(baseline.difference_high - baseline.difference, 2)
        ) as change_low,
        latest.difference - baseline.difference + sqrt(
            power(latest.difference_high - latest.difference, 2) + power(baseline.difference - baseline.difference_low, 2)
        ) as change_high,
        coalesce(latest.provisional, false) or coalesce(baseline.provisional, false) as provisional,
        coalesce(latest.few_reviewers, false) or coalesce(baseline.few_reviewers, false) as few_reviewers,
        latest.source = 'survey' as by_survey,
        stg_settings.few_reviewers_change
    from brief
    cross join stg_settings
    cross join cities
    cross join pairs
    left join reported on cities.city = reported.city and pairs.measurement = reported.measurement
    left join years on cities.city = years.city and pairs.measurement = years.measurement
    left join gaps as latest
        on years.city = latest.city and years.measurement = latest.measurement and years.latest_year = latest.reference_year
    left join gaps as baseline
        on
            years.city = baseline.city
            and years.measurement = baseline.measurement
            and years.baseline_year = baseline.reference_year
            and years.baseline_year < years.latest_year
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
        case when few_reviewers then greatest(min_change, few_reviewers_change) else min_change end as least_change
    from ends
),

decided as (
    select
        *,
        case
            when reason in ('no_points', 'no_common_year', 'one_point') then 'points'
            when reason = 'stale' then 'stale'
            when reason in ('base_not_positive', 'out_of_numbers') then 'base'
            when round(change_low, 9) <= 0.0 and round(change_high, 9) >= 0.0 then 'noise'
            when round(abs(change), 9) < least_change then 'size'
            else 'gap'
        end as rule,
        case when provisional then '|provisional' else '' end
        || case when reason is null and by_survey and change_low is null then '|uncertainty_unknown' else '' end
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
