-- stg_observations: public observations up to the brief's cycle
-- grain: one row a city, measurement, item and reference year
-- made: by city
-- city: city's id
-- cycle: year of the brief that the value is for
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- value: value in the measurement's unit
-- ci_lower: lower end of its 95 % interval
-- ci_upper: upper end of its 95 % interval
-- sample_size: respondents of the survey
-- design_effect: design effect that the survey declares
-- ratings: each reviewer's rating
-- source: official, survey or expert
-- status: SDMX flags
-- definition: id of its own definition; empty for the catalogue's, and where status D alone says that it differs
-- price_base: prices of an amount of money: current, or constant and their year
-- submission: submission the row came in
-- is_point: whether it is a point of its series
-- provisional: whether its flags make a result provisional
-- breaks: whether a break stands before it by its flag
-- differs: whether its definition differs
select * exclude (consent)
from stg_received
where consent = 'public'
