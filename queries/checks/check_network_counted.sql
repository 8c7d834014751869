-- check_network_counted: counts of withheld results where none may be given, and counts that do not fit the public ones
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Withheld results are counted only where they may be, with the public ones of the same group.
-- scope: network or region
-- scope_name: the region
-- area: area of focus
-- outcome: outcome
select
    network_counted.scope,
    network_counted.scope_name,
    network_counted.area,
    network_counted.outcome
from network_counted
cross join stg_settings
left join network_summary
    on
        network_counted.scope = network_summary.scope
        and network_counted.scope_name = network_summary.scope_name
        and network_counted.area = network_summary.area
        and network_counted.outcome = network_summary.outcome
where
    network_counted.scope not in ('network', 'region')
    or network_counted.withheld_cities < stg_settings.aggregate_withheld
    or network_summary.measurements is null
    or network_counted.measurements_with_withheld < network_summary.measurements
order by network_counted.scope, network_counted.scope_name, network_counted.area, network_counted.outcome
