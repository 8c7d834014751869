-- check_benefits_and_conditions: cities whose dimensions, by the brief's cycle, do not stand as area_movement counts them
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: In the brief's cycle the counts by dimension agree with those of the areas' movements.
-- city: city's id
-- dimension: dimension
with

counted as (
    select
        area_movement.city,
        areas.dimension,
        sum(area_movement.towards) as towards,
        sum(area_movement.held) as held,
        sum(area_movement.away) as away,
        sum(area_movement.no_direction) as no_direction,
        sum(area_movement.mixed) as mixed
    from area_movement
    inner join areas on area_movement.area = areas.area
    group by area_movement.city, areas.dimension
),

told as (
    select benefits_and_conditions.*
    from brief
    inner join benefits_and_conditions on brief.cycle = benefits_and_conditions.cycle
)

select
    counted.city,
    counted.dimension
from counted
left join told on counted.city = told.city and counted.dimension = told.dimension
where
    told.city is null
    or counted.towards <> told.towards
    or counted.held <> told.held
    or counted.away <> told.away
    or counted.no_direction <> told.no_direction
    or counted.mixed <> told.mixed
order by counted.city, counted.dimension
