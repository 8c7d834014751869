-- area_movement: how many of an area's measurements moved which way in each city: counts, never a score
-- grain: one row a registered city and area of focus
-- made: by city
-- published: 26
-- city: city's id
-- area: area of focus
-- towards: measurements that moved the way progress lies
-- towards_firm: those of them that did so firmly
-- held: measurements that are steady, within noise, or at parity
-- away: measurements that moved the other way
-- away_firm: those of them that did so firmly
-- no_direction: measurements that rose or fell and have no direction
-- no_direction_firm: those of them that did so firmly
-- mixed: measurements without a total whose items moved different ways
-- no_result: measurements of the catalogue without a movement
-- not_tested: measurements with a result that nothing tests; the chance leaves them out
-- other_definition: measurements with a result by a city's own definition, and not by the catalogue's
-- chance: how many of the tested would show a movement by chance alone, even if nothing had changed
-- series_towards: series that moved the way progress lies, a measurement's items counted each
-- series_held: series that are steady, within noise, or at parity
-- series_away: series that moved the other way
-- series_no_direction: series that rose or fell and have no direction
-- series_no_result: series of the catalogue without a movement
with

series_counts as (
    select
        int_movements.city,
        stg_catalogue.area,
        count(case when int_movements.movement = 'towards' then 1 end) as series_towards,
        count(case when int_movements.movement in ('steady', 'within_noise', 'at_parity') then 1 end) as series_held,
        count(case when int_movements.movement = 'away' then 1 end) as series_away,
        count(case when int_movements.movement in ('rose', 'fell') then 1 end) as series_no_direction,
        count(case when int_movements.movement is null then 1 end) as series_no_result
    from int_movements
    inner join stg_catalogue
        on int_movements.measurement = stg_catalogue.measurement and int_movements.item = stg_catalogue.item
    group by int_movements.city, stg_catalogue.area
),

counts as (
    select
        city,
        area,
        count(case when outcome = 'towards' then 1 end) as towards,
        count(case when outcome = 'towards' and certainty = 'firm' then 1 end) as towards_firm,
        count(case when outcome = 'held' then 1 end) as held,
        count(case when outcome = 'away' then 1 end) as away,
        count(case when outcome = 'away' and certainty = 'firm' then 1 end) as away_firm,
        count(case when outcome in ('rose', 'fell') then 1 end) as no_direction,
        count(case when outcome in ('rose', 'fell') and certainty = 'firm' then 1 end) as no_direction_firm,
        count(case when outcome = 'mixed' then 1 end) as mixed,
        count(case when outcome is null then 1 end) as no_result,
        count(case when outcome is not null and chance is null then 1 end) as not_tested,
        count(case when outcome is not null and differs then 1 end) as other_definition,
        -- Whole trillionths: their sum is the same in any order.
        cast(sum(cast(round(coalesce(chance, 0.0) * 1e12) as bigint)) as double) / 1e12 as chance
    from measurement_movement
    group by city, area
)

select
    counts.city,
    counts.area,
    counts.towards,
    counts.towards_firm,
    counts.held,
    counts.away,
    counts.away_firm,
    counts.no_direction,
    counts.no_direction_firm,
    counts.mixed,
    counts.no_result,
    counts.not_tested,
    counts.other_definition,
    counts.chance,
    series_counts.series_towards,
    series_counts.series_held,
    series_counts.series_away,
    series_counts.series_no_direction,
    series_counts.series_no_result
from counts
inner join series_counts on counts.city = series_counts.city and counts.area = series_counts.area
order by counts.city, counts.area
