-- coverage_network: how many cities have a public point of each measurement that came first for the cycle
-- grain: one row a measurement and cycle
-- made: table
-- published: 71
-- measurement: measurement's id
-- cycle: year of the brief for which the values came
-- cities_expected: cities asked to report in the cycle: what the percentage is of
-- cities_reported: those with a public point of any item
-- percent_reported: cities_reported in percent of cities_expected
-- definition: the definition of all such values of the measurement, where it is one other than the catalogue's
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
),

definitions_used as (
    select
        measurement,
        case when count(*) = count(definition) and min(definition) = max(definition) then min(definition) end as definition
    from stg_sent
    group by measurement
)

select
    measurements.measurement,
    expected.cycle,
    expected.cities_expected,
    coalesce(reported.cities_reported, 0) as cities_reported,
    100.0 * coalesce(reported.cities_reported, 0) / expected.cities_expected as percent_reported,
    definitions_used.definition
from measurements
cross join expected
left join reported
    on measurements.measurement = reported.measurement and expected.cycle = reported.cycle
left join definitions_used on measurements.measurement = definitions_used.measurement
order by measurements.measurement, expected.cycle
