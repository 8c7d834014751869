-- check_parts: parts of a whole that add up to more than the whole
-- grain: one row a fault
-- made: table
-- severity: warning
-- sentence: The parts of a whole add up to no more than 100 %.
-- question: parts_above_whole: The parts of this measurement add up to {compared_with} % in that year. Check them; together they are at most 100 %.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- value: the value in question
-- compared_with: the sum of the parts
-- is_public: whether it was found among public values alone; only then is it told to readers
with

parts as (
    select
        stg_checked.*,
        consistency_rules.most,
        round(sum(stg_checked.value) over (
            partition by stg_checked.audience, stg_checked.city, stg_checked.measurement, stg_checked.reference_year
            order by stg_checked.item
            rows between unbounded preceding and unbounded following
        ), 9) as compared_with
    from stg_checked
    inner join consistency_rules
        on stg_checked.measurement = consistency_rules.measurement and consistency_rules.rule = 'parts'
    where stg_checked.item <> 'total'
),

found as (
    select audience, city, measurement, item, reference_year, value, compared_with
    from parts
    where compared_with > most
)

-- What is found among public values is reported, whatever else is found.
select
    * exclude (audience),
    audience = 'public' as is_public
from found
qualify row_number() over (partition by city, measurement, item, reference_year order by audience desc) = 1
order by city, measurement, item, reference_year
