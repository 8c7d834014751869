-- int_changes: the change of each series from its baseline to its latest point, or what keeps it from being computed
-- grain: one row a registered city, measurement and item
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- scale: percent, rating, rate, ratio, amount or count
-- direction: up, down, parity or none
-- source: source kind of the comparable run
-- differs: whether the definition of the run differs
-- definition: id of that definition; empty for the catalogue's, and where status D alone says that it differs
-- min_change: smallest whole change called movement, as it holds for these two points
-- baseline_year: year of the baseline
-- baseline_value: its value
-- baseline_low: lower end of its interval, by rule (a) to (d)
-- baseline_high: upper end of its interval
-- baseline_interval: given, wilson, borrowed, network or fluctuation, as in int_pairs
-- latest_year: year of the latest point
-- latest_value: its value
-- latest_low: lower end of its interval
-- latest_high: upper end of its interval
-- latest_interval: as baseline_interval
-- years: years from baseline to latest
-- reason: why there is no change, or why it is not a relative one
-- absolute: whether the change is a difference and not a fraction
-- change: points for percent and rating, a fraction for relative scales
-- change_per_year: the same for one year
-- size: the change without its sign, as it is compared with min_change
-- fluctuation: usual fluctuation of the measurement, item and source kind
-- tested_by: interval, borrowed or fluctuation; empty where nothing tests the change
-- difference_low: lower end of the 95 % interval of latest - baseline
-- difference_high: upper end of the 95 % interval of latest - baseline
-- standard_error: standard error of the change, in the unit of min_change
-- chance: how often noise alone would pass for a movement, 0 to 1
-- rule: points, stale, prices, base, noise, size, parity or direction: the rule that decided
-- movement: towards, away, steady, within_noise, at_parity, rose or fell
-- reached_parity: whether the latest value reached parity by this change
-- few_reviewers: an expert rating by too few reviewers
-- provisional: whether one of the two is provisional
-- effect_assumed: whether one of the two intervals rests on an assumed design effect
with

own as (
    select
        int_judged.*,
        int_pairs.from_low,
        int_pairs.from_high,
        int_pairs.from_interval,
        int_pairs.to_low,
        int_pairs.to_high,
        int_pairs.to_interval,
        int_pairs.fluctuation
    from int_judged
    inner join int_pairs
        on
            int_judged.city = int_pairs.city
            and int_judged.measurement = int_pairs.measurement
            and int_judged.item = int_pairs.item
            and int_judged.role = int_pairs.role
    where int_judged.role = 'own'
)

select
    int_ends.city,
    int_ends.measurement,
    int_ends.item,
    int_ends.scale,
    int_ends.direction,
    int_ends.source,
    int_ends.differs,
    int_ends.definition,
    coalesce(own.min_change, measurements.min_change) as min_change,
    int_ends.baseline_year,
    int_ends.baseline_value,
    own.from_low as baseline_low,
    own.from_high as baseline_high,
    own.from_interval as baseline_interval,
    int_ends.latest_year,
    int_ends.latest_value,
    own.to_low as latest_low,
    own.to_high as latest_high,
    own.to_interval as latest_interval,
    int_ends.years,
    case
        when int_ends.latest_year is null then 'no_points'
        when int_ends.stale then 'stale'
        else own.reason
    end as reason,
    coalesce(own.absolute, int_ends.scale in ('percent', 'rating')) as absolute,
    case when not int_ends.stale then own.change end as change,
    case when not int_ends.stale then own.change_per_year end as change_per_year,
    case when not int_ends.stale then own.size end as size,
    own.fluctuation,
    case when not int_ends.stale then own.tested_by end as tested_by,
    case when not int_ends.stale then own.difference_low end as difference_low,
    case when not int_ends.stale then own.difference_high end as difference_high,
    case when not int_ends.stale then own.standard_error end as standard_error,
    case when not int_ends.stale then own.chance end as chance,
    case
        when int_ends.latest_year is null then 'points'
        when int_ends.stale then 'stale'
        else own.rule
    end as rule,
    case when not int_ends.stale then own.movement end as movement,
    coalesce(own.reached_parity and not int_ends.stale, false) as reached_parity,
    coalesce(own.few_reviewers, false) as few_reviewers,
    coalesce(own.provisional, false) as provisional,
    coalesce(own.effect_assumed, false) as effect_assumed
from int_ends
inner join measurements on int_ends.measurement = measurements.measurement
left join own
    on
        int_ends.city = own.city
        and int_ends.measurement = own.measurement
        and int_ends.item = own.item
