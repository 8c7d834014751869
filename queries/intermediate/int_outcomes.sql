-- int_outcomes: what came of each measurement of the catalogue, in the words of the counts, as it may be shown or only counted
-- grain: one row a city and measurement with a result
-- made: table
-- city: city's id
-- measurement: measurement's id
-- area: area of focus
-- outcome: towards, held, away, no_direction or mixed
-- certainty: firm or tentative, of what moved
-- differs: whether it goes by another definition than the catalogue's
-- chance: how often noise alone would make the measurement move; empty where nothing tests it
-- withheld: whether it rests on a value that may only be counted; a measurement with a public result is never one
with

counted_only as (
    select
        counted_measurement_movement.city,
        counted_measurement_movement.measurement,
        counted_measurement_movement.area,
        counted_measurement_movement.outcome,
        counted_measurement_movement.certainty,
        counted_measurement_movement.differs,
        counted_measurement_movement.chance,
        true as withheld
    from counted_measurement_movement
    inner join measurement_movement
        on
            counted_measurement_movement.city = measurement_movement.city
            and counted_measurement_movement.measurement = measurement_movement.measurement
    where counted_measurement_movement.outcome is not null and measurement_movement.outcome is null
),

results as (
    select city, measurement, area, outcome, certainty, differs, chance, false as withheld
    from measurement_movement
    where outcome is not null
    union all
    select city, measurement, area, outcome, certainty, differs, chance, withheld
    from counted_only
)

select
    city,
    measurement,
    area,
    case when outcome in ('rose', 'fell') then 'no_direction' else outcome end as outcome,
    certainty,
    differs,
    chance,
    withheld
from results
