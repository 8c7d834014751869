-- peer_learning: who has been where a city is, and moved on
-- grain: one row a city, measurement, item and peer
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- feature: key feature
-- why: priority, moved_away or steady_outside
-- reach: peers (nearest in context), else region, else network
-- peer: the other city's id
-- from_year: the earliest year in which the peer was like the city's latest value
-- from_value: its value then
-- to_year: the peer's latest year
-- to_value: its value then
-- years: years between the two
-- practice: title of a practice in this feature that the peer described
-- practice_summary: the peer's own words
-- practice_link: where to read more
-- offers_help: whether the peer offers help in this feature
with

alike as (
    select city, measurement, item, 'peers' as reach, peer, distance, from_year, from_value, to_year, to_value, years
    from step_alike
    union all
    select
        nearest_alike.city,
        nearest_alike.measurement,
        nearest_alike.item,
        nearest_alike.reach,
        nearest_alike.peer,
        nearest_alike.distance,
        step_paths.from_year,
        step_paths.from_value,
        step_paths.to_year,
        step_paths.to_value,
        step_paths.years
    from nearest_alike
    inner join step_paths
        on
            nearest_alike.peer = step_paths.city
            and nearest_alike.measurement = step_paths.measurement
            and nearest_alike.item = step_paths.item
            and nearest_alike.from_year = step_paths.from_year
),

earliest as (
    select
        *,
        row_number() over (
            partition by city, measurement, item, peer
            order by from_year
        ) as start_order
    from alike
),

-- The nearest in context when there are more than are named; those whose distance is unknown come last.
chosen as (
    select
        *,
        row_number() over (
            partition by city, measurement, item
            order by distance, peer
        ) as naming_order
    from earliest
    where start_order = 1
),

first_practice as (
    select
        *,
        row_number() over (
            partition by city, feature
            order by title
        ) as practice_order
    from practices
    where consent = 'public'
),

offering as (
    select distinct city, feature
    from declarations
    where role = 'expertise' and consent = 'public'
)

select
    chosen.city,
    chosen.measurement,
    chosen.item,
    step_questions.feature,
    step_questions.why,
    chosen.reach,
    chosen.peer,
    chosen.from_year,
    chosen.from_value,
    chosen.to_year,
    chosen.to_value,
    chosen.years,
    first_practice.title as practice,
    first_practice.summary as practice_summary,
    first_practice.link as practice_link,
    offering.city is not null as offers_help
from stg_settings
cross join chosen
inner join step_questions
    on
        chosen.city = step_questions.city
        and chosen.measurement = step_questions.measurement
        and chosen.item = step_questions.item
left join first_practice
    on
        chosen.peer = first_practice.city
        and step_questions.feature = first_practice.feature
        and first_practice.practice_order = 1
left join offering
    on chosen.peer = offering.city and step_questions.feature = offering.feature
where chosen.naming_order <= stg_settings.learning_most
order by chosen.city, chosen.measurement, chosen.item, chosen.peer
