-- step_own_intervals: the 95 % interval of each city's latest value and of its change a year, with which its comparisons are tested
-- grain: one row a series with a latest point
-- series_number: series, as in step_latest
-- low: lower end of the latest value's interval; empty where nothing is known of its uncertainty
-- high: upper end
-- pace_low: lower end of the interval of the change a year; empty where nothing is known of it
-- pace_high: upper end
-- marks: not_tested, interval_borrowed or fluctuation_used, as in progress_components
select
    step_latest.series_number,
    progress_components.latest_low as low,
    progress_components.latest_high as high,
    case
        when step_changes.reason is not null then null
        when step_changes.absolute then progress_components.difference_low / step_changes.years
        else power(greatest(1.0 + progress_components.difference_low / step_changes.baseline_value, 0.0), 1.0 / step_changes.years) - 1.0
    end as pace_low,
    case
        when step_changes.reason is not null then null
        when step_changes.absolute then progress_components.difference_high / step_changes.years
        else power(greatest(1.0 + progress_components.difference_high / step_changes.baseline_value, 0.0), 1.0 / step_changes.years) - 1.0
    end as pace_high,
    cast(null as varchar) as marks
from step_latest
inner join progress_components
    on
        step_latest.city = progress_components.city
        and step_latest.measurement = progress_components.measurement
        and step_latest.item = progress_components.item
inner join step_changes
    on
        step_latest.city = step_changes.city
        and step_latest.measurement = step_changes.measurement
        and step_latest.item = step_changes.item
