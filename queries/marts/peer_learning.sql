-- peer_learning: who has been where a city is, and firmly moved on
-- grain: one row a city, measurement, item and peer
-- made: table
-- published: 61
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- feature: key feature
-- why: priority, moved_away or steady_outside, as in learning_requests
-- reach: peers (nearest in context), else region, else network
-- peer: the other city's id; its own movement of the series is towards and firm, and its latest value is better by more than the noise
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
    nearest_alike.city,
    nearest_alike.measurement,
    nearest_alike.item,
    learning_requests.feature,
    learning_requests.why,
    learning_requests.reach,
    nearest_alike.peer,
    int_paths.from_year,
    int_paths.from_value,
    int_paths.to_year,
    int_paths.to_value,
    int_paths.years,
    first_practice.title as practice,
    first_practice.summary as practice_summary,
    first_practice.link as practice_link,
    offering.city is not null as offers_help
from nearest_alike
inner join learning_requests
    on
        nearest_alike.city = learning_requests.city
        and nearest_alike.measurement = learning_requests.measurement
        and nearest_alike.item = learning_requests.item
inner join int_paths
    on
        nearest_alike.peer = int_paths.city
        and nearest_alike.measurement = int_paths.measurement
        and nearest_alike.item = int_paths.item
        and nearest_alike.from_year = int_paths.from_year
left join first_practice
    on
        nearest_alike.peer = first_practice.city
        and learning_requests.feature = first_practice.feature
        and first_practice.practice_order = 1
left join offering
    on nearest_alike.peer = offering.city and learning_requests.feature = offering.feature
order by nearest_alike.city, nearest_alike.measurement, nearest_alike.item, nearest_alike.peer
