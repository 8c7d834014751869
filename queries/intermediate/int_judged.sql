-- int_judged: what came of each pair of points: the change, its interval, the class, and how often noise alone would pass for a movement
-- grain: one row a city, measurement, item, earlier and later year
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- role: own, baseline_later, latest_earlier, earlier or since, as in int_pairs
-- from_year: year of the earlier point; empty where the latest point stands alone
-- to_year: year of the later point
-- min_change: smallest whole change called movement, as it holds for these two points
-- absolute: whether the change is a difference and not a fraction
-- change: points for percent and rating, a fraction for relative scales
-- change_per_year: the same for one year
-- size: the change without its sign, as it is compared with min_change
-- tested_by: interval (own ones), borrowed (one of them is another's) or fluctuation; empty where nothing tests the change
-- difference_low: lower end of the 95 % interval of later - earlier
-- difference_high: upper end of the 95 % interval of later - earlier
-- standard_error: standard error of the change, in the unit of min_change
-- chance: how often noise alone would pass noise and size: 2 (1 - Phi(max(z, min_change / standard_error))); empty where untested
-- rule: points, prices, base, noise, size, parity or direction: the rule that decided
-- movement: towards, away, steady, within_noise, at_parity, rose or fell
-- reason: why there is no movement, or why the change is not a relative one
-- reached_parity: whether the later value reached parity by this change
-- few_reviewers: an expert rating by too few reviewers
-- provisional: whether one of the two is provisional
-- effect_assumed: whether one of the two intervals rests on an assumed design effect

-- Two values may lie so far apart that their ratio, or the square of a distance, is no number any more: reason out_of_numbers.
-- Ends of intervals are read to nine decimals: of a point, or, on relative scales, of the larger of the two values. Whether an interval
-- that just touches 0 covers it must not hang on the last bit of a binary fraction, nor on the unit a value is written in.
with

ruled as (
    select
        int_pairs.*,
        measurements.scale,
        measurements.direction,
        measurements.min_change as catalogue_min_change,
        measurements.scale in ('percent', 'rating') as linear,
        case
            when int_pairs.from_year is null then 'one_point'
            when int_pairs.current_prices then 'current_prices'
            when measurements.scale not in ('percent', 'rating') and (int_pairs.from_value <= 0.0 or int_pairs.to_value <= 0.0)
                then 'base_not_positive'
        end as reason,
        measurements.scale = 'rating' and int_pairs.source = 'expert'
        and int_pairs.reviewers < stg_settings.few_reviewers as few_reviewers,
        stg_settings.few_reviewers_change,
        stg_settings.count_change,
        stg_settings.min_change_share,
        stg_settings.min_change_least,
        stg_settings.parity_low,
        stg_settings.parity_high,
        stg_settings.z,
        int_pairs.to_year - int_pairs.from_year as years
    from stg_settings
    cross join int_pairs
    inner join measurements on int_pairs.measurement = measurements.measurement
),

measured as (
    select
        *,
        coalesce(reason, '') not in ('one_point', 'current_prices') as has_change,
        linear or coalesce(reason = 'base_not_positive', false) as absolute,
        case
            when few_reviewers then greatest(catalogue_min_change, few_reviewers_change)
            when reason = 'base_not_positive' and scale = 'count' then count_change
            when scale = 'percent' and from_value is not null
                then least(
                    catalogue_min_change,
                    greatest(min_change_least, round(min_change_share * least(from_value, 100.0 - from_value), 9))
                )
            else catalogue_min_change
        end as min_change,
        case
            when from_low is null or to_low is null then null
            when from_interval = 'fluctuation' or to_interval = 'fluctuation' then 'fluctuation'
            when from_interval in ('borrowed', 'network') or to_interval in ('borrowed', 'network') then 'borrowed'
            else 'interval'
        end as tested_by,
        case when linear then 1.0 else greatest(abs(from_value), abs(to_value)) end as size_of_values
    from ruled
),

changed as (
    select
        *,
        case
            when not has_change then null
            when absolute then to_value - from_value
            else to_value / from_value - 1.0
        end as change,
        case
            when not has_change then null
            when absolute then (to_value - from_value) / years
            else power(to_value / from_value, 1.0 / years) - 1.0
        end as change_per_year,
        -- MOVER, Zou and Donner 2008: the distance from each value to the nearer end of its interval.
        case when has_change then sqrt(power(to_value - to_low, 2) + power(from_high - from_value, 2)) end as reach_down,
        case when has_change then sqrt(power(to_high - to_value, 2) + power(from_value - from_low, 2)) end as reach_up,
        -- On relative scales the usual fluctuation is one of logarithms, and so is the reach of their difference.
        has_change and not linear and tested_by = 'fluctuation' as by_logarithms,
        z * sqrt(2.0) * fluctuation as reach_of_logarithms
    from measured
),

ranged as (
    select
        *,
        case
            when by_logarithms then to_value * exp(-reach_of_logarithms) - from_value
            else to_value - from_value - reach_down
        end as low,
        case
            when by_logarithms then to_value * exp(reach_of_logarithms) - from_value
            else to_value - from_value + reach_up
        end as high
    from changed
),

finite as (
    select
        *,
        has_change and not (
            abs(change) < 1e300
            and abs(change_per_year) < 1e300
            and coalesce(abs(low) < 1e300, true)
            and coalesce(abs(high) < 1e300, true)
        ) as out_of_numbers,
        round(low / nullif(size_of_values, 0.0), 9) as low_read,
        round(high / nullif(size_of_values, 0.0), 9) as high_read,
        -- Nine decimals: 0.7 - 0.2 is half a point, whatever the binary fraction says.
        round(abs(change), 9) as size,
        round(abs(to_value - 50.0) - abs(from_value - 50.0), 9) as drift,
        case
            when by_logarithms then reach_of_logarithms / z
            else (high - low) / (2.0 * z) / case when absolute then 1.0 else from_value end
        end as standard_error
    from ranged
),

decided as (
    select
        *,
        case
            when not has_change and reason = 'one_point' then 'points'
            when not has_change then 'prices'
            when out_of_numbers or (reason = 'base_not_positive' and scale <> 'count') then 'base'
            -- A change as large as what fluctuates is one; an interval that touches 0 covers it.
            when tested_by = 'fluctuation' and coalesce(low_read < 0.0 and high_read > 0.0, true) then 'noise'
            when tested_by <> 'fluctuation' and coalesce(low_read <= 0.0 and high_read >= 0.0, true) then 'noise'
            when size < min_change then 'size'
            when direction = 'parity' then 'parity'
            else 'direction'
        end as rule,
        to_value between parity_low and parity_high as equal_share,
        coalesce(from_value between parity_low and parity_high, false) as was_equal_share
    from finite
),

moved as (
    select
        *,
        case
            when rule in ('points', 'prices', 'base') then null
            when rule = 'noise' then 'within_noise'
            when rule = 'size' then 'steady'
            when rule = 'parity' and equal_share and was_equal_share then 'at_parity'
            when rule = 'parity' and -drift >= min_change then 'towards'
            when rule = 'parity' and drift >= min_change then 'away'
            when rule = 'parity' then 'steady'
            when direction = 'none' and change > 0.0 then 'rose'
            when direction = 'none' then 'fell'
            when (direction = 'up') = (change > 0.0) then 'towards'
            else 'away'
        end as movement,
        greatest(z, case when standard_error > 0.0 then min_change / standard_error end) as threshold
    from decided
),

-- The upper tail of the normal distribution, double precision: Hart 1968, as written down by West 2005.
tails as (
    select
        *,
        exp(-threshold * threshold / 2.0) as bell,
        (((
            (((3.52624965998911e-2 * threshold + 0.700383064443688) * threshold + 6.37396220353165) * threshold + 33.912866078383) * threshold
            + 112.079291497871
        ) * threshold + 221.213596169931) * threshold + 220.206867912376) as above,
        ((((
            (((8.83883476483184e-2 * threshold + 1.75566716318264) * threshold + 16.064177579207) * threshold + 86.7807322029461) * threshold
            + 296.564248779674
        ) * threshold + 637.333633378831) * threshold + 793.826512519948) * threshold + 440.413735824752) as below
    from moved
)

select
    city,
    measurement,
    item,
    role,
    from_year,
    to_year,
    min_change,
    absolute,
    case when not out_of_numbers then change end as change,
    case when not out_of_numbers then change_per_year end as change_per_year,
    case when not out_of_numbers then size end as size,
    case when has_change and not out_of_numbers then tested_by end as tested_by,
    case when not out_of_numbers then low end as difference_low,
    case when not out_of_numbers then high end as difference_high,
    case when not out_of_numbers then standard_error end as standard_error,
    case
        when movement is null or tested_by is null then null
        -- Intervals without width leave nothing to chance.
        when standard_error = 0.0 then 0.0
        when threshold < 7.07106781186547 then least(2.0 * bell * above / below, 1.0)
        else 2.0 * bell / (threshold + 1.0 / (threshold + 2.0 / (threshold + 3.0 / (threshold + 4.0 / (threshold + 0.65))))) / 2.506628274631
    end as chance,
    rule,
    movement,
    case when out_of_numbers then 'out_of_numbers' else reason end as reason,
    coalesce(movement = 'towards' and direction = 'parity' and equal_share, false) as reached_parity,
    few_reviewers,
    provisional,
    effect_assumed
from tails
