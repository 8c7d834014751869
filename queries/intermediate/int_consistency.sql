-- int_consistency: values that do not go together with others, whatever their consent, as the checks across the data find them
-- grain: one row a city, check, measurement, item and reference year
-- made: table
-- city: city's id
-- code: the check, as in codes
-- measurement: measurement's id
-- item: item or total
-- reference_year: year of the value
-- value: the value in question
-- compared_with: what it does not go with: see the check
-- is_public: whether it was found among public values alone
-- asked: whether a city is asked about it before it sends the value
select city, 'check_total_between' as code, measurement, item, reference_year, value, compared_with, is_public, true as asked from check_total_between
union all
select city, 'check_parts' as code, measurement, item, reference_year, value, compared_with, is_public, true as asked from check_parts
union all
select city, 'check_schooling' as code, measurement, item, reference_year, value, compared_with, is_public, true as asked from check_schooling
union all
select
    check_jump.city,
    'check_jump' as code,
    check_jump.measurement,
    check_jump.item,
    check_jump.reference_year,
    check_jump.value,
    check_jump.compared_with,
    check_jump.is_public,
    check_jump.z > stg_settings.jump_z_asked as asked
from stg_settings
cross join check_jump
union all
select city, 'check_copied' as code, measurement, item, reference_year, value, compared_with, is_public, true as asked from check_copied
union all
select city, 'check_fraction' as code, measurement, item, reference_year, value, compared_with, is_public, true as asked from check_fraction
union all
select city, 'check_exchanged' as code, measurement, item, reference_year, value, compared_with, is_public, true as asked from check_exchanged
union all
select city, 'check_year_off' as code, measurement, item, reference_year, value, compared_with, is_public, true as asked from check_year_off
