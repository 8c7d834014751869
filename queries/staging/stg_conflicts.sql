-- stg_conflicts: series and years of which two public submissions of the same instant say different things, so that neither is used
-- grain: one row a city, measurement, item and reference year
-- made: table
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the values speak of
with

-- Only where nothing newer settles it: no row of the series and year is in force in the brief's cycle.
disputed as (
    select
        observation_history.city,
        observation_history.measurement,
        observation_history.item,
        observation_history.reference_year,
        max(case when observation_history.conflict then observation_history.submitted_on end) as disputed_on,
        max(case when not observation_history.conflict then observation_history.submitted_on end) as settled_on,
        count(case when not observation_history.conflict then 1 end) as others
    from brief
    cross join observation_history
    where
        observation_history.consent = 'public'
        and observation_history.cycle <= brief.cycle
        and observation_history.reference_year <= brief.cycle
    group by
        observation_history.city,
        observation_history.measurement,
        observation_history.item,
        observation_history.reference_year
    having bool_or(observation_history.conflict)
)

select city, measurement, item, reference_year
from disputed
where
    others = 0
    or settled_on is null
    or disputed_on > settled_on
