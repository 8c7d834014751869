-- int_contributions: what each city has in an area that is only counted, by outcome
-- grain: one row a city and area with a result
-- made: table
-- city: city's id
-- area: area of focus
-- towards: withheld measurements that moved towards their target
-- held: withheld measurements that held
-- away: withheld measurements that moved away from it
-- no_direction: withheld measurements that moved and have no direction
-- mixed: withheld measurements whose items moved different ways
select
    city,
    area,
    count(case when withheld and outcome = 'towards' then 1 end) as towards,
    count(case when withheld and outcome = 'held' then 1 end) as held,
    count(case when withheld and outcome = 'away' then 1 end) as away,
    count(case when withheld and outcome = 'no_direction' then 1 end) as no_direction,
    count(case when withheld and outcome = 'mixed' then 1 end) as mixed
from int_outcomes
group by city, area
