-- step_open_questions: series for which no nearest peer has been where the city is, in numbers
-- grain: one row a city, measurement and item
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- city_number: city, as in step_cities
-- kind: measurement, item, source kind and definition, as in step_kinds
-- value: the city's latest value
-- apart: greatest difference to a value that is alike; empty for relative scales
-- factor: greatest quotient; empty for percent and rating
with

answered as (
    select distinct city, measurement, item from step_alike
)

select
    step_questions.city,
    step_questions.measurement,
    step_questions.item,
    step_questions.city_number,
    step_questions.kind,
    step_questions.value,
    stg_likeness.apart,
    stg_likeness.factor
from step_questions
inner join stg_likeness on step_questions.scale = stg_likeness.scale
left join answered
    on
        step_questions.city = answered.city
        and step_questions.measurement = answered.measurement
        and step_questions.item = answered.item
where answered.city is null
