-- stg_point_keys: public points with what another city's point must share to be comparable with them
-- grain: one row a city, measurement, item and reference year with a point
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- value: value in the measurement's unit
-- low: lower end of its 95 % interval
-- high: upper end of its 95 % interval
-- reviewers: reviewers of the rating; 1 where a city does not list them
-- run: number of the stretch without a break inside
-- in_run: whether it belongs to the comparable run
-- source: source kind
-- definition_key: definition's id; empty for the catalogue's; a city's own definition without an id is shared with no other city
-- price_key: price base; empty where it is no amount of money
select
    city,
    measurement,
    item,
    reference_year,
    value,
    low,
    high,
    coalesce(reviewers, 1) as reviewers,
    run,
    in_run,
    source,
    case
        when definition is not null then definition
        when differs then 'own definition of ' || city
        else ''
    end as definition_key,
    coalesce(price_base, '') as price_key
from series
