-- stg_sent: public points as they came, each for the first cycle in which it came; a history that is sent again adds nothing to it
-- grain: one row a received row that was a public point up to the brief's cycle
-- made: by city
-- city: city's id
-- cycle: year of the brief for which the value came first
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- source: official, survey or expert
-- definition: id of the definition, where it is another than the catalogue's
-- submitted_on: day of the submission, or day and time
-- from_cycle: first cycle whose brief uses the row; empty where none does
-- until_cycle: first later cycle whose brief uses a newer row in its place; empty where none does
-- first_time: whether it is a row of that first cycle, not one that said the same later
select
    observation_history.city,
    observation_history.first_cycle as cycle,
    observation_history.measurement,
    observation_history.item,
    observation_history.reference_year,
    observation_history.source,
    observation_history.definition,
    observation_history.submitted_on,
    observation_history.from_cycle,
    observation_history.until_cycle,
    observation_history.cycle = observation_history.first_cycle as first_time
from brief
cross join observation_history
inner join stg_status on observation_history.status = stg_status.status
where
    coalesce(observation_history.as_of_consent, observation_history.consent) = 'public'
    and not observation_history.conflict
    and observation_history.value is not null
    and not stg_status.kept_only
    and observation_history.first_cycle <= brief.cycle
    and observation_history.reference_year <= brief.cycle
