-- check_schooling: years of schooling that do not go with literacy in the same year
-- grain: one row a fault
-- made: table
-- severity: warning
-- sentence: Mean years of schooling go with the literacy rate: 2 to 16 years for each literate adult.
-- question: schooling_and_literacy: {value} years of schooling do not go with a literacy rate of {compared_with} % in the same year. Check both.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- value: the value in question
-- compared_with: the literacy rate of the same item
-- is_public: whether it was found among public values alone; only then is it told to readers
with

found as (
    select
        schooling.audience,
        schooling.city,
        schooling.measurement,
        schooling.item,
        schooling.reference_year,
        schooling.value,
        literacy.value as compared_with
    from consistency_rules
    inner join stg_checked as schooling on consistency_rules.measurement = schooling.measurement
    inner join stg_checked as literacy
        on
            consistency_rules.beside = literacy.measurement
            and schooling.audience = literacy.audience
            and schooling.city = literacy.city
            and schooling.item = literacy.item
            and schooling.reference_year = literacy.reference_year
    where
        consistency_rules.rule = 'schooling'
        and (
            round(schooling.value * 100.0, 9) < round(literacy.value * consistency_rules.least, 9)
            or round(schooling.value * 100.0, 9) > round(literacy.value * consistency_rules.most, 9)
        )
)

-- What is found among public values is reported, whatever else is found.
select
    * exclude (audience),
    audience = 'public' as is_public
from found
qualify row_number() over (partition by city, measurement, item, reference_year order by audience desc) = 1
order by city, measurement, item, reference_year
