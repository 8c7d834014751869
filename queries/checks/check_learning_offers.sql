-- check_learning_offers: offers of a city to itself, and more cities than there are or than may be listed
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Offers list other cities, once each, and no more of them than the setting says.
-- city: city's id
-- feature: key feature
-- role: offers or asks
-- listed: cities listed
select
    learning_offers.city,
    learning_offers.feature,
    learning_offers.role,
    count(*) as listed
from learning_offers
cross join stg_settings
group by learning_offers.city, learning_offers.feature, learning_offers.role, stg_settings.learning_most
having
    count(*) > stg_settings.learning_most
    or count(*) > min(learning_offers.offers_all)
    or bool_or(learning_offers.city = learning_offers.peer)
    or count(*) <> count(distinct learning_offers.peer)
order by learning_offers.city, learning_offers.feature, learning_offers.role
