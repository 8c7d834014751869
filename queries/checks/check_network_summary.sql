-- check_network_summary: summaries of too few cities, and counts that do not fit
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: A summary rests on enough cities, and its counts fit one another.
-- scope: network, region, country, size or income
-- scope_name: the group
-- area: area of focus
-- outcome: outcome
select
    network_summary.scope,
    network_summary.scope_name,
    network_summary.area,
    network_summary.outcome
from network_summary
cross join stg_settings
where
    network_summary.cities_with_result < stg_settings.summary_cities
    or network_summary.cities > network_summary.cities_with_result
    or network_summary.cities > network_summary.measurements
    or network_summary.firm > network_summary.measurements
    or network_summary.measurements > network_summary.assessed
    or network_summary.not_tested > network_summary.assessed
    or network_summary.other_definition > network_summary.assessed
    or network_summary.chance > network_summary.assessed - network_summary.not_tested
order by network_summary.scope, network_summary.scope_name, network_summary.area, network_summary.outcome
