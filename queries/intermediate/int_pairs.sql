-- int_pairs: pairs of points of one comparable run between which a change is judged, each with its uncertainty
-- grain: one row a city, measurement, item, earlier and later year
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- role: own: baseline and latest point; baseline_later: the next point and the latest; latest_earlier: baseline and the point before
--   the latest; earlier: baseline and any other point; since: any other earlier point and the latest, for peer learning
-- from_year: year of the earlier point; empty where the latest point stands alone
-- from_value: its value
-- from_low: lower end of its interval, by rule (a), (b), (c) or (d)
-- from_high: upper end of its interval
-- from_interval: given, wilson, borrowed (from the other end), network (its median half-width) or fluctuation; empty where there is none
-- to_year: year of the later point
-- to_value: its value
-- to_low: lower end of its interval
-- to_high: upper end of its interval
-- to_interval: as from_interval
-- fluctuation: usual fluctuation of the measurement, item and source kind, as in int_fluctuation
-- source: source kind
-- current_prices: whether the two are amounts of money at the prices of their years
-- reviewers: fewest reviewers of the two ratings; 1 where a city does not list them
-- provisional: whether one of the two is provisional
-- effect_assumed: whether one of the two intervals rests on an assumed design effect

-- Methods 3: (a) the interval given, (b) Wilson's, (c) the half-width of the other end's, else the network's median half-width, (d) the
-- usual fluctuation. A share of the value and a difference of logarithms say nothing of a value that is not above zero.
with

points as (
    select
        int_ends.city,
        int_ends.measurement,
        int_ends.item,
        int_ends.baseline_year,
        int_ends.latest_year,
        int_ends.stale,
        series.reference_year
    from int_ends
    inner join series
        on
            int_ends.city = series.city
            and int_ends.measurement = series.measurement
            and int_ends.item = series.item
    where series.in_run
),

asked as (
    select
        city,
        measurement,
        item,
        baseline_year as from_year,
        reference_year as to_year,
        row_number() over (partition by city, measurement, item order by reference_year desc) as latest_first
    from points
    where reference_year > coalesce(baseline_year, latest_year - 1)
),

next_points as (
    select
        city,
        measurement,
        item,
        min(reference_year) as from_year,
        latest_year as to_year
    from points
    where reference_year > baseline_year and reference_year < latest_year
    group by city, measurement, item, latest_year
),

-- Not those that are judged already: from the baseline and from the next point.
since_points as (
    select
        points.city,
        points.measurement,
        points.item,
        points.reference_year as from_year,
        points.latest_year as to_year
    from stg_settings
    cross join points
    left join next_points
        on
            points.city = next_points.city
            and points.measurement = next_points.measurement
            and points.item = next_points.item
    where
        not points.stale
        and points.latest_year - points.reference_year >= stg_settings.learning_years
        and (points.reference_year is distinct from points.baseline_year)
        and (points.reference_year is distinct from next_points.from_year)
),

paired as (
    select
        city,
        measurement,
        item,
        case latest_first when 1 then 'own' when 2 then 'latest_earlier' else 'earlier' end as role,
        from_year,
        to_year
    from asked
    union all
    select city, measurement, item, 'baseline_later' as role, from_year, to_year
    from next_points
    union all
    select city, measurement, item, 'since' as role, from_year, to_year
    from since_points
),

joined as (
    select
        paired.*,
        measurements.scale in ('percent', 'rating') as absolute,
        starts.value as x1,
        starts.low as low1,
        starts.high as high1,
        starts."interval" as interval1,
        ends.value as x2,
        ends.low as low2,
        ends.high as high2,
        ends."interval" as interval2,
        ends.source,
        int_fluctuation.half_width,
        int_fluctuation.fluctuation,
        coalesce(ends.price_base = 'current', false) as current_prices,
        least(coalesce(ends.reviewers, 1), case when starts.city is null then coalesce(ends.reviewers, 1) else coalesce(starts.reviewers, 1) end)
            as reviewers,
        ends.provisional or coalesce(starts.provisional, false) as provisional,
        coalesce(ends."interval" = 'wilson' and ends.design_effect is null, false)
        or coalesce(starts."interval" = 'wilson' and starts.design_effect is null, false) as effect_assumed
    from paired
    inner join measurements on paired.measurement = measurements.measurement
    inner join series as ends
        on
            paired.city = ends.city
            and paired.measurement = ends.measurement
            and paired.item = ends.item
            and paired.to_year = ends.reference_year
    left join series as starts
        on
            paired.city = starts.city
            and paired.measurement = starts.measurement
            and paired.item = starts.item
            and paired.from_year = starts.reference_year
    left join int_fluctuation
        on
            ends.measurement = int_fluctuation.measurement
            and ends.item = int_fluctuation.item
            and ends.source = int_fluctuation.source
),

kinds as (
    select
        *,
        case
            when x1 is null or interval1 is not null then interval1
            when interval2 is not null then 'borrowed'
            when half_width is not null and (absolute or x1 > 0.0) then 'network'
            when fluctuation is not null and (absolute or x1 > 0.0) then 'fluctuation'
        end as kind1,
        case
            when interval2 is not null then interval2
            when interval1 is not null then 'borrowed'
            when half_width is not null and (absolute or x2 > 0.0) then 'network'
            when fluctuation is not null and (absolute or x2 > 0.0) then 'fluctuation'
        end as kind2
    from joined
),

-- How far each value may be off: in the value's unit, or for a usual fluctuation on relative scales as a factor's logarithm.
reaches as (
    select
        kinds.*,
        case kinds.kind1
            when 'borrowed' then (kinds.high2 - kinds.low2) / 2.0
            when 'network' then kinds.half_width * case when kinds.absolute then 1.0 else kinds.x1 end
            when 'fluctuation' then stg_settings.z * kinds.fluctuation
        end as reach1,
        case kinds.kind2
            when 'borrowed' then (kinds.high1 - kinds.low1) / 2.0
            when 'network' then kinds.half_width * case when kinds.absolute then 1.0 else kinds.x2 end
            when 'fluctuation' then stg_settings.z * kinds.fluctuation
        end as reach2
    from stg_settings
    cross join kinds
)

select
    city,
    measurement,
    item,
    role,
    from_year,
    x1 as from_value,
    case
        when kind1 in ('given', 'wilson') then low1
        when kind1 = 'fluctuation' and not absolute then x1 * exp(-reach1)
        else x1 - reach1
    end as from_low,
    case
        when kind1 in ('given', 'wilson') then high1
        when kind1 = 'fluctuation' and not absolute then x1 * exp(reach1)
        else x1 + reach1
    end as from_high,
    kind1 as from_interval,
    to_year,
    x2 as to_value,
    case
        when kind2 in ('given', 'wilson') then low2
        when kind2 = 'fluctuation' and not absolute then x2 * exp(-reach2)
        else x2 - reach2
    end as to_low,
    case
        when kind2 in ('given', 'wilson') then high2
        when kind2 = 'fluctuation' and not absolute then x2 * exp(reach2)
        else x2 + reach2
    end as to_high,
    kind2 as to_interval,
    fluctuation,
    source,
    current_prices,
    reviewers,
    provisional,
    effect_assumed
from reaches
