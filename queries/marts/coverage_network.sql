-- coverage_network: how many cities have a public point of each measurement that was sent for the cycle
-- grain: one row a measurement and cycle
-- measurement: measurement's id
-- cycle: year of the brief that the values were sent for
-- cities_expected: cities asked to report in the cycle
-- cities_reported: those with a public point of any item
with

expected as (
    select cycle, count(*) as cities_expected
    from stg_city_cycles
    group by cycle
),

reported as (
    select measurement, cycle, count(distinct city) as cities_reported
    from stg_observations
    where is_point
    group by measurement, cycle
)

select
    measurements.measurement,
    expected.cycle,
    expected.cities_expected,
    coalesce(reported.cities_reported, 0) as cities_reported
from measurements
cross join expected
left join reported
    on measurements.measurement = reported.measurement and expected.cycle = reported.cycle
order by measurements.measurement, expected.cycle
