-- check_peer_learning: series for which peer learning names a city twice, the city itself, or too many
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Peer learning names another city once, and no more cities than the setting says.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- named: cities named
select
    peer_learning.city,
    peer_learning.measurement,
    peer_learning.item,
    count(*) as named
from peer_learning
cross join stg_settings
group by peer_learning.city, peer_learning.measurement, peer_learning.item, stg_settings.learning_most
having
    count(*) > stg_settings.learning_most
    or count(*) <> count(distinct peer_learning.peer)
    or bool_or(peer_learning.city = peer_learning.peer)
order by peer_learning.city, peer_learning.measurement, peer_learning.item
