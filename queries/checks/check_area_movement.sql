-- check_area_movement: areas whose counts do not add up
-- grain: one row a fault
-- city: city's id
-- area: area of focus
-- counted: series counted
-- expected: series of the catalogue
with

expected as (
    select area, count(*) as series
    from stg_catalogue
    group by area
)

select
    area_movement.city,
    area_movement.area,
    area_movement.towards + area_movement.held + area_movement.away + area_movement.no_direction + area_movement.no_result as counted,
    expected.series as expected
from area_movement
inner join expected on area_movement.area = expected.area
where
    area_movement.towards + area_movement.held + area_movement.away + area_movement.no_direction + area_movement.no_result
    <> expected.series
order by area_movement.city, area_movement.area
