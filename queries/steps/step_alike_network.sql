-- step_alike_network: other cities of the network that were where a city is, and moved on, where neither a nearest peer nor a city of the region was
-- grain: one row a city, measurement, item, peer and earlier year of the peer
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- peer: the other city's id
-- from_year: its earlier year
-- from_value: its value then
-- to_year: its latest year
-- to_value: its value then
-- years: years between the two
with

answered as (
    select distinct city, measurement, item from step_alike
    union
    select distinct city, measurement, item from step_alike_region
),

open_questions as (
    select step_questions.*
    from step_questions
    left join answered
        on
            step_questions.city = answered.city
            and step_questions.measurement = answered.measurement
            and step_questions.item = answered.item
    where answered.city is null
)

select
    open_questions.city,
    open_questions.measurement,
    open_questions.item,
    step_paths.city as peer,
    step_paths.from_year,
    step_paths.from_value,
    step_paths.to_year,
    step_paths.to_value,
    step_paths.years
from open_questions
inner join stg_likeness on open_questions.scale = stg_likeness.scale
inner join step_paths
    on
        open_questions.measurement = step_paths.measurement
        and open_questions.item = step_paths.item
        and open_questions.source = step_paths.source
        and open_questions.differs = step_paths.differs
where
    open_questions.city <> step_paths.city
    and (
        round(abs(step_paths.from_value - open_questions.value), 9) <= stg_likeness.apart
        or (
            open_questions.value > 0.0
            and round(
                greatest(step_paths.from_value, open_questions.value) / least(step_paths.from_value, open_questions.value), 9
            ) <= stg_likeness.factor
        )
    )
