-- corrected_values: public values that were corrected before anything was computed
-- grain: one row a city, measurement, item, reference year and correction
-- made: table
-- published: 10
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- position: order in which the corrections of one value are applied, from 1
-- action: drop, override, scale or flag
-- before: value before the correction: the first one's is as it was sent; empty where the row carried none
-- after: value after it: the last one's is as it is used; empty where there is none
-- status_before: SDMX flags before it
-- status_after: SDMX flags after it; empty for a row left out
-- reason: why it was corrected
-- date: day of the correction
select
    corrections.city,
    corrections.measurement,
    corrections.item,
    corrections.reference_year,
    corrections.position,
    corrections.action,
    corrections.before,
    corrections.after,
    corrections.status_before,
    corrections.status_after,
    corrections.reason,
    corrections.date
from brief
cross join corrections
where
    corrections.consent = 'public'
    and corrections.cycle <= brief.cycle
    and corrections.reference_year <= brief.cycle
    -- As of a day before the corrected row was sent, that row does not count, and nor does its correction.
    and (brief.as_of is null or corrections.submitted_on is null or substr(corrections.submitted_on, 1, 10) <= brief.as_of)
order by corrections.city, corrections.measurement, corrections.item, corrections.reference_year, corrections.position
