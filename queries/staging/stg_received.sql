-- stg_received: observations as they were in force in the brief's cycle, with the consent of each; what is shown rests on stg_observations
-- grain: one row a city, measurement, item and reference year
-- made: view
-- city: city's id
-- cycle: year of the first brief that the value is for
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
-- consent: public, aggregate_only or private
-- definition: id of its own definition; empty for the catalogue's, and where status D alone says that it differs
-- price_base: prices of an amount of money: current, or constant and their year
-- submission: submission the row came in
-- is_point: whether it is a point of its series
-- provisional: whether its flags make a result provisional
-- breaks: whether a break stands before it by its flag
-- differs: whether its definition differs
with

-- What a later cycle replaced is still what an earlier brief was made from.
in_force as (
    select
        city,
        from_cycle as cycle,
        measurement,
        item,
        reference_year,
        value,
        ci_lower,
        ci_upper,
        sample_size,
        design_effect,
        ratings,
        source,
        status,
        -- What was corrected before it could be seen stays unseen.
        coalesce(as_of_consent, consent) as consent,
        definition,
        price_base,
        submission
    from observation_history
    where
        not current
        and from_cycle <= (select brief.cycle from brief)
        and until_cycle > (select brief.cycle from brief)
    union all
    select * exclude (note, quality, verified_by) from observations
    where cycle <= (select brief.cycle from brief)
)

select
    in_force.*,
    in_force.value is not null and not stg_status.kept_only as is_point,
    stg_status.provisional,
    stg_status.breaks,
    stg_status.differs
from in_force
inner join stg_status on in_force.status = stg_status.status
where in_force.reference_year <= (select brief.cycle from brief)
