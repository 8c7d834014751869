-- check_item_gaps: pairs that are missing, stand twice, or have neither or both of a gap and a reason
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every city has each pair of items once, with a gap or a reason.
-- city: city's id
-- measurement: measurement's id
-- found: how often it stands there
select
    cities.city,
    stg_item_pairs.measurement,
    count(item_gaps.city) as found
from cities
cross join stg_item_pairs
left join item_gaps on cities.city = item_gaps.city and stg_item_pairs.measurement = item_gaps.measurement
group by cities.city, stg_item_pairs.measurement
having
    count(item_gaps.city) <> 1
    or bool_or((item_gaps.gap is null) = (item_gaps.reason is null))
    or bool_or(item_gaps.gap is not null and item_gaps.change is null)
order by cities.city, stg_item_pairs.measurement
