-- measurement_movement: how each measurement moved in each city: the total's movement, else what its items have in common
-- grain: one row a registered city and measurement of the catalogue
-- made: by city
-- published: 25
-- city: city's id
-- measurement: measurement's id
-- area: area of focus
-- outcome: towards, held, away, rose, fell or mixed; empty where no item has a result
-- movement: towards, away, steady, within_noise, at_parity, rose, fell or mixed
-- certainty: firm where all that moved the same way are firm, else tentative; empty for what held or is mixed
-- rests_on: total, or items
-- differs: whether any of its series that count has another definition than the catalogue's
-- series: items with a result, the total among them
-- chance: how often noise alone would make the measurement move, 0 to 1; empty where nothing tests it
with

results as (
    select
        int_movements.city,
        int_movements.measurement,
        int_movements.item,
        int_movements.movement,
        int_movements.certainty,
        int_movements.differs,
        int_movements.chance,
        stg_catalogue.position
    from int_movements
    inner join stg_catalogue
        on int_movements.measurement = stg_catalogue.measurement and int_movements.item = stg_catalogue.item
    where int_movements.movement is not null
),

with_total as (
    select city, measurement
    from results
    where item = 'total'
),

-- The series that count: the total alone where it has a result, else every item that has one.
counted as (
    select
        results.*,
        with_total.city is not null as is_total
    from results
    left join with_total on results.city = with_total.city and results.measurement = with_total.measurement
    where with_total.city is null or results.item = 'total'
),

-- Independent items all stay with the probability prod(1 - p), and none goes down with prod(1 - p / 2): some go one way and none the
-- other with 2 (prod(1 - p / 2) - prod(1 - p)), which for one item is p. Sums of logarithms run in the printed order.
together as (
    select
        city,
        measurement,
        position,
        max(position) over (partition by city, measurement) as last_position,
        sum(ln(1.0 - coalesce(chance, 0.0) / 2.0)) over so_far as none_down,
        sum(ln(greatest(1.0 - coalesce(chance, 0.0), 1e-300))) over so_far as none_moves,
        count(chance) over so_far as tested
    from counted
    window so_far as (
        partition by city, measurement
        order by position
        rows between unbounded preceding and current row
    )
),

chances as (
    select
        city,
        measurement,
        -- Twelve decimals: sums over many cities then do not depend on their order.
        case when tested > 0 then round(2.0 * (exp(none_down) - exp(none_moves)), 12) end as chance
    from together
    where position = last_position
),

merged as (
    select
        city,
        measurement,
        bool_or(is_total) as is_total,
        min(case when movement in ('towards', 'away', 'rose', 'fell') then movement end) as one_way,
        max(case when movement in ('towards', 'away', 'rose', 'fell') then movement end) as other_way,
        min(movement) as first_movement,
        max(movement) as last_movement,
        bool_and(coalesce(certainty, 'firm') = 'firm') as firm,
        bool_or(differs) as differs
    from counted
    group by city, measurement
),

numbers as (
    select city, measurement, count(*) as series
    from results
    group by city, measurement
),

listed as (
    select distinct measurement, area
    from stg_catalogue
)

select
    cities.city,
    listed.measurement,
    listed.area,
    case
        when merged.one_way <> merged.other_way then 'mixed'
        when merged.one_way is not null then merged.one_way
        when merged.city is not null then 'held'
    end as outcome,
    case
        when merged.one_way <> merged.other_way then 'mixed'
        when merged.one_way is not null then merged.one_way
        when merged.first_movement = merged.last_movement then merged.first_movement
        when merged.city is not null then 'steady'
    end as movement,
    case
        when merged.one_way = merged.other_way and merged.firm then 'firm'
        when merged.one_way = merged.other_way then 'tentative'
    end as certainty,
    case when merged.is_total then 'total' when merged.city is not null then 'items' end as rests_on,
    coalesce(merged.differs, false) as differs,
    coalesce(numbers.series, 0) as series,
    chances.chance
from cities
cross join listed
left join merged on cities.city = merged.city and listed.measurement = merged.measurement
left join chances on cities.city = chances.city and listed.measurement = chances.measurement
left join numbers on cities.city = numbers.city and listed.measurement = numbers.measurement
order by cities.city, listed.measurement
