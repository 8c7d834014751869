-- step_outcomes: what came of each series of the catalogue, in the words of the counts, as it may be shown or only counted
-- grain: one row a city, measurement and item with a result
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- area: area of focus
-- outcome: towards, held, away or no_direction
-- withheld: whether it rests on a value that may only be counted; a series with a public result is never one
with

counted_only as (
    select
        counted_progress_components.city,
        counted_progress_components.measurement,
        counted_progress_components.item,
        counted_progress_components.movement,
        true as withheld
    from counted_progress_components
    inner join progress_components
        on
            counted_progress_components.city = progress_components.city
            and counted_progress_components.measurement = progress_components.measurement
            and counted_progress_components.item = progress_components.item
    where counted_progress_components.movement is not null and progress_components.movement is null
),

results as (
    select city, measurement, item, movement, false as withheld
    from progress_components
    where movement is not null
    union all
    select city, measurement, item, movement, withheld
    from counted_only
)

select
    results.city,
    results.measurement,
    results.item,
    stg_catalogue.area,
    case
        when results.movement in ('steady', 'within_noise', 'at_parity') then 'held'
        when results.movement in ('rose', 'fell') then 'no_direction'
        else results.movement
    end as outcome,
    results.withheld
from results
inner join stg_catalogue
    on results.measurement = stg_catalogue.measurement and results.item = stg_catalogue.item
