-- step_alike: nearest peers that were where a city is, and moved on
-- grain: one row a city, measurement, item, peer and earlier year of the peer
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- peer: the peer's id
-- distance: distance in context
-- from_year: the peer's earlier year
-- from_value: its value then
-- to_year: the peer's latest year
-- to_value: its value then
-- years: years between the two
select
    step_questions.city,
    step_questions.measurement,
    step_questions.item,
    step_paths.city as peer,
    nearest_peers.distance,
    step_paths.from_year,
    step_paths.from_value,
    step_paths.to_year,
    step_paths.to_value,
    step_paths.years
from step_questions
inner join stg_likeness on step_questions.scale = stg_likeness.scale
inner join nearest_peers on step_questions.city = nearest_peers.city
inner join step_paths
    on
        nearest_peers.peer = step_paths.city
        and step_questions.kind = step_paths.kind
where
    round(abs(step_paths.from_value - step_questions.value), 9) <= stg_likeness.apart
    or (
        step_questions.value > 0.0
        and round(
            greatest(step_paths.from_value, step_questions.value) / least(step_paths.from_value, step_questions.value), 9
        ) <= stg_likeness.factor
    )
