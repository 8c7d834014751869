-- coverage_network: how many cities have a public point of each measurement that came first for the cycle
-- grain: one row a measurement and cycle
-- made: table
-- measurement: measurement's id
-- cycle: year of the brief for which the values came
-- cities_expected: cities asked to report in the cycle: what the percentage is of
-- cities_reported: those with a public point of any item
-- percent_reported: cities_reported in percent of cities_expected
with

expected as (
    select cycle, count(*) as cities_expected
    from stg_city_cycles
    group by cycle
),

reported as (
    select measurement, cycle, count(distinct city) as cities_reported
    from stg_sent
    group by measurement, cycle
)

select
    measurements.measurement,
    expected.cycle,
    expected.cities_expected,
    coalesce(reported.cities_reported, 0) as cities_reported,
    100.0 * coalesce(reported.cities_reported, 0) / expected.cities_expected as percent_reported
from measurements
cross join expected
left join reported
    on measurements.measurement = reported.measurement and expected.cycle = reported.cycle
order by measurements.measurement, expected.cycle
