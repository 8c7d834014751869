-- check_coverage: coverage above what was asked for
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: No city and no area reports more than it is asked for.
-- place: city and area, or measurement
-- cycle: year of the brief
-- expected: asked for
-- reported: reported
select
    city || ' ' || area as place,
    cycle,
    series_expected as expected,
    series_reported as reported
from coverage
where series_reported > series_expected
union all
select
    measurement as place,
    cycle,
    cities_expected as expected,
    cities_reported as reported
from coverage_network
where cities_reported > cities_expected
order by 1, 2
