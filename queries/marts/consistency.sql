-- consistency: public values that do not go together with others, as the checks across the data found them
-- grain: one row a city, check, measurement, item and reference year
-- made: table
-- published: 93
-- city: city's id
-- code: the check, as in codes
-- measurement: measurement's id
-- item: item or total
-- reference_year: year of the value
-- value: the value in question
-- beside: what it does not go with: see the check
select city, code, measurement, item, reference_year, value, compared_with as beside
from int_consistency
-- A year that may be one off is a question to the city, not about the value.
where is_public and code <> 'check_year_off'
order by city, code, measurement, item, reference_year
