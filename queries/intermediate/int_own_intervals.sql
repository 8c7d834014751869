-- int_own_intervals: the 95 % interval of each city's latest value and of its change a year, with which its comparisons are tested
-- grain: one row a series with a latest point
-- made: table
-- series_number: series, as in int_latest
-- low: lower end of the latest value's interval; empty where nothing is known of its uncertainty
-- high: upper end
-- level_mark: not_tested without an interval; interval_borrowed or fluctuation_used where it is not the value's own
-- pace_low: lower end of the interval of the change a year; empty where nothing is known of its uncertainty
-- pace_high: upper end
-- pace_mark: the same of the change
with

-- On relative scales a change is a ratio: the interval of the difference is set against the baseline.
ratios as (
    select
        *,
        case when absolute then 1.0 else 1.0 + difference_low / baseline_value end as ratio_low,
        case when absolute then 1.0 else 1.0 + difference_high / baseline_value end as ratio_high
    from int_changes
)

select
    int_latest.series_number,
    ratios.latest_low as low,
    ratios.latest_high as high,
    case
        when ratios.latest_interval is null then 'not_tested'
        when ratios.latest_interval in ('borrowed', 'network') then 'interval_borrowed'
        when ratios.latest_interval = 'fluctuation' then 'fluctuation_used'
    end as level_mark,
    case
        when ratios.tested_by is null or ratios.reason is not null then null
        when ratios.absolute then ratios.difference_low / ratios.years
        else power(greatest(ratios.ratio_low, 0.0), 1.0 / ratios.years) - 1.0
    end as pace_low,
    case
        when ratios.tested_by is null or ratios.reason is not null then null
        when ratios.absolute then ratios.difference_high / ratios.years
        else power(greatest(ratios.ratio_high, 0.0), 1.0 / ratios.years) - 1.0
    end as pace_high,
    case
        when ratios.tested_by is null then 'not_tested'
        when ratios.tested_by = 'borrowed' then 'interval_borrowed'
        when ratios.tested_by = 'fluctuation' then 'fluctuation_used'
    end as pace_mark
from int_latest
inner join ratios
    on
        int_latest.city = ratios.city
        and int_latest.measurement = ratios.measurement
        and int_latest.item = ratios.item
