-- learning_offers: cities that offer help with a feature that a city asks help with, and cities that ask for what it offers, whatever their values
-- grain: one row a city, feature, role and other city; of many the nearest in context, as many as the setting says
-- made: table
-- published: 62
-- city: city's id
-- feature: key feature
-- role: offers where the other city declares expertise in a feature that this one asks help with; asks where it is the other way round
-- peer: the other city's id
-- declared: whether the city that asks declared the feature a priority; else it asks by what its values show, as in learning_requests
-- reciprocal: whether each of the two offers something that the other asks help with
-- offers_all: cities that could be listed for this feature and role, those listed among them
with

asking as (
    select city, feature, bool_or(why = 'priority') as declared
    from int_requests
    group by city, feature
),

offering as (
    select distinct declarations.city, declarations.feature
    from declarations
    inner join stg_public_cities on declarations.city = stg_public_cities.city
    where declarations.role = 'expertise' and declarations.consent = 'public'
),

matched as (
    select
        asking.city as asker,
        offering.city as helper,
        asking.feature,
        asking.declared
    from asking
    inner join stg_public_cities on asking.city = stg_public_cities.city
    inner join offering on asking.feature = offering.feature
    where asking.city <> offering.city
),

pairs as (
    select distinct asker, helper from matched
),

mutual as (
    select one.asker, one.helper
    from pairs as one
    inner join pairs as other on one.asker = other.helper and one.helper = other.asker
),

both_ways as (
    select matched.*, mutual.asker is not null as reciprocal
    from matched
    left join mutual on matched.asker = mutual.asker and matched.helper = mutual.helper
),

listed as (
    select asker as city, feature, 'offers' as role, helper as peer, declared, reciprocal
    from both_ways
    union all
    select helper as city, feature, 'asks' as role, asker as peer, declared, reciprocal
    from both_ways
),

placed as (
    select
        listed.*,
        coalesce(nearest_peers.distance, 1e300) as distance,
        own.region <> other.region as elsewhere
    from listed
    inner join cities as own on listed.city = own.city
    inner join cities as other on listed.peer = other.city
    left join nearest_peers on listed.city = nearest_peers.city and listed.peer = nearest_peers.peer
),

-- Each other's help first, then the nearest peers, then the region.
ordered as (
    select
        *,
        row_number() over (
            partition by city, feature, role
            order by reciprocal desc, distance asc, elsewhere asc, peer asc
        ) as listing_order,
        count(*) over (partition by city, feature, role) as offers_all
    from placed
)

select
    ordered.city,
    ordered.feature,
    ordered.role,
    ordered.peer,
    ordered.declared,
    ordered.reciprocal,
    ordered.offers_all
from stg_settings
cross join ordered
where ordered.listing_order <= stg_settings.learning_most
order by ordered.city, ordered.feature, ordered.role, ordered.peer
