-- check_coverage_features: features that report more than they are asked for, or a year without a value
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: No feature reports more than it is asked for.
-- city: city's id
-- feature: key feature
select city, feature
from coverage_features
where series_reported > series_expected or (series_reported > 0) <> (latest_year is not null)
order by city, feature
