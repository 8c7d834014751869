-- network_counted: how the measurements of an area moved in the network and in each region, with results that cities let be counted and not shown
-- grain: one row a scope, group, area and outcome; only where such cities are many and went several ways. An edition may give the sum
--   of an earlier one instead, or leave it out, so that no two editions tell a city's results
-- made: table
-- published: 91
-- scope: network or region
-- scope_name: the region; empty for the network
-- area: area of focus
-- outcome: towards, held, away, no_direction or mixed
-- withheld_cities: cities whose results are counted and not shown
-- measurements_with_withheld: public and withheld results with that outcome
select
    network_summary.scope,
    network_summary.scope_name,
    network_summary.area,
    network_summary.outcome,
    int_withheld.withheld_cities,
    network_summary.measurements + int_withheld.withheld_measurements as measurements_with_withheld
from network_summary
inner join int_withheld
    on
        network_summary.scope = int_withheld.scope
        and network_summary.scope_name = int_withheld.scope_name
        and network_summary.area = int_withheld.area
        and network_summary.outcome = int_withheld.outcome
order by network_summary.scope, network_summary.scope_name, network_summary.area, network_summary.outcome
