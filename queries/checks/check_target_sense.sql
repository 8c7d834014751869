-- check_target_sense: public targets that may not be meant as they were written
-- grain: one row a target and doubt
-- made: table
-- severity: warning
-- sentence: A target asks for a change, in the measurement's direction, in years to come.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- target_year: its year
-- target_value: the target
-- baseline_year: year of the baseline
-- baseline_value: its value
-- doubt: without_year, wrong_side (every value has passed it), at_baseline, or before_baseline (its year)
with

doubts as (
    select
        target_status.city,
        target_status.measurement,
        target_status.item,
        target_status.target_year,
        target_status.target_value,
        int_movements.baseline_year,
        int_movements.baseline_value,
        unnest([
            case when target_status.target_year is null then 'without_year' end,
            case when target_status.reason = 'target_wrong_side' then 'wrong_side' end,
            case when target_status.target_value = int_movements.baseline_value then 'at_baseline' end,
            case when target_status.target_year <= int_movements.baseline_year then 'before_baseline' end
        ]) as doubt
    from target_status
    left join int_movements
        on
            target_status.city = int_movements.city
            and target_status.measurement = int_movements.measurement
            and target_status.item = int_movements.item
)

select
    city,
    measurement,
    item,
    target_year,
    target_value,
    baseline_year,
    baseline_value,
    doubt
from doubts
where doubt is not null
order by city, measurement, item
