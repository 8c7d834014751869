-- counted_stg_observations: observations up to the brief's cycle that may be counted, of the cities that let something of theirs be
--   counted and not shown; every other city's counted result is its public one
-- grain: one row a city, measurement, item and reference year
-- made: view
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
with

counting as (
    select distinct city from stg_received
    where consent = 'aggregate_only'
)

select * exclude (consent)
from stg_received
where consent in ('public', 'aggregate_only') and city in (select counting.city from counting)
