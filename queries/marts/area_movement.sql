-- area_movement: how many of an area's series moved which way in each city: counts, never a score
-- grain: one row a registered city and area of focus
-- city: city's id
-- area: area of focus
-- towards: series that moved the way progress lies
-- held: series that are steady, within noise, or at parity
-- away: series that moved the other way
-- no_direction: series that rose or fell and have no direction
-- no_result: series of the catalogue without a movement
select
    progress.city,
    stg_catalogue.area,
    count(case when progress.movement = 'towards' then 1 end) as towards,
    count(case when progress.movement in ('steady', 'within_noise', 'at_parity') then 1 end) as held,
    count(case when progress.movement = 'away' then 1 end) as away,
    count(case when progress.movement in ('rose', 'fell') then 1 end) as no_direction,
    count(case when progress.movement is null then 1 end) as no_result
from progress
inner join stg_catalogue
    on progress.measurement = stg_catalogue.measurement and progress.item = stg_catalogue.item
group by progress.city, stg_catalogue.area
order by progress.city, stg_catalogue.area
