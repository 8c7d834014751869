-- check_area_movement: areas whose counts do not add up
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: The counts of an area add up to its measurements and series, and no firm count or chance exceeds them.
-- city: city's id
-- area: area of focus
-- measurements: measurements of the catalogue
-- series: series of the catalogue
with

expected as (
    select area, count(distinct measurement) as measurements, count(*) as series
    from stg_catalogue
    group by area
)

select
    area_movement.city,
    area_movement.area,
    expected.measurements,
    expected.series
from area_movement
inner join expected on area_movement.area = expected.area
where
    area_movement.towards + area_movement.held + area_movement.away + area_movement.no_direction + area_movement.mixed
    + area_movement.no_result <> expected.measurements
    or area_movement.series_towards + area_movement.series_held + area_movement.series_away + area_movement.series_no_direction
    + area_movement.series_no_result <> expected.series
    or area_movement.towards_firm > area_movement.towards
    or area_movement.away_firm > area_movement.away
    or area_movement.no_direction_firm > area_movement.no_direction
    or area_movement.other_definition + area_movement.no_result > expected.measurements
    or area_movement.chance < 0.0
    or area_movement.chance + area_movement.not_tested + area_movement.no_result > expected.measurements
order by area_movement.city, area_movement.area
