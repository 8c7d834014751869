-- consistency: public values that do not go together with others, as the checks across the data found them
-- grain: one row a city, check, measurement, item and reference year
-- city: city's id
-- code: the check, as in codes
-- measurement: measurement's id
-- item: item or total
-- reference_year: year of the value
-- value: the value in question
-- beside: what it does not go with: see the check
with

found as (
    select 'check_total_between' as code, city, measurement, item, reference_year, value, beside, is_public from check_total_between
    union all
    select 'check_parts' as code, city, measurement, item, reference_year, value, beside, is_public from check_parts
    union all
    select 'check_schooling' as code, city, measurement, item, reference_year, value, beside, is_public from check_schooling
    union all
    select 'check_jump' as code, city, measurement, item, reference_year, value, beside, is_public from check_jump
    union all
    select 'check_copied' as code, city, measurement, item, reference_year, value, beside, is_public from check_copied
    union all
    select 'check_fraction' as code, city, measurement, item, reference_year, value, beside, is_public from check_fraction
)

select city, code, measurement, item, reference_year, value, beside
from found
where is_public
order by city, code, measurement, item, reference_year
