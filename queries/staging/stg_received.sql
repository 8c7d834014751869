-- stg_received: observations up to the brief's cycle, with the consent of each; what is shown rests on stg_observations
-- grain: one row a city, measurement, item and reference year
-- city: city's id
-- cycle: year of the brief that the value was sent for
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
-- submission: submission the row came in
-- is_point: whether it is a point of its series
-- provisional: whether its flags make a result provisional
-- breaks: whether a break stands before it by its flag
-- differs: whether its definition differs
-- consent: public, aggregate_only or private
select
    observations.city,
    observations.cycle,
    observations.measurement,
    observations.item,
    observations.reference_year,
    observations.value,
    observations.ci_lower,
    observations.ci_upper,
    observations.sample_size,
    observations.design_effect,
    observations.ratings,
    observations.source,
    observations.status,
    observations.submission,
    observations.value is not null and not stg_status.kept_only as is_point,
    stg_status.provisional,
    stg_status.breaks,
    stg_status.differs,
    observations.consent
from observations
inner join stg_status on observations.status = stg_status.status
where
    observations.cycle <= (select brief.cycle from brief)
    and observations.reference_year <= (select brief.cycle from brief)
