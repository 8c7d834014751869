-- check_peer_groups: cities twice in one scheme of groups, or in a group of fewer than none
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: A city is in one group of each scheme.
-- city: city's id
-- scheme: region, income, size, or the name of a group
-- found: how many groups
select
    city,
    scheme,
    count(*) as found
from peer_groups
group by city, scheme
having count(*) > 1 or min(others) < 0
order by city, scheme
