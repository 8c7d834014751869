-- check_coverage_detail: coverage in detail that does not add up, or differs from coverage
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Series on time, late, undated, carried and missing add up to those asked for, and agree with coverage.
-- city: city's id
-- cycle: year of the brief
-- area: area of focus
select
    coverage_detail.city,
    coverage_detail.cycle,
    coverage_detail.area
from coverage_detail
left join coverage
    on
        coverage_detail.city = coverage.city
        and coverage_detail.cycle = coverage.cycle
        and coverage_detail.area = coverage.area
where
    coverage.series_reported is null
    or coverage_detail.on_time + coverage_detail.late + coverage_detail.undated <> coverage.series_reported
    or coverage_detail.official + coverage_detail.survey + coverage_detail.expert <> coverage.series_reported
    or coverage_detail.missing < 0
    or coverage_detail.on_time + coverage_detail.late + coverage_detail.undated + coverage_detail.carried + coverage_detail.missing
    <> coverage_detail.series_expected
order by coverage_detail.city, coverage_detail.cycle, coverage_detail.area
