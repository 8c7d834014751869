-- check_copied: values equal to the one sent for the cycle before to all decimals, where chance hardly explains it
-- grain: one row a fault
-- made: table
-- severity: warning
-- sentence: No value is that of the cycle before to all decimals; it may have been copied forward.
-- question: copied_value: The value {value} is that of the cycle before to all decimals. If it was copied forward leave the cell empty; if it
--   was measured again say so in note.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- value: the value in question
-- compared_with: the value sent for the cycle before
-- is_public: whether it was found among public values alone; only then is it told to readers
with

-- Ratings and counts come back to the same value by themselves.
newest as (
    select
        stg_checked.*,
        case
            when stg_checked.value = round(stg_checked.value, 0) then 1.0
            when stg_checked.value = round(stg_checked.value, 1) then 0.1
            when stg_checked.value = round(stg_checked.value, 2) then 0.01
            else 0.001
        end as unit,
        row_number() over (
            partition by stg_checked.audience, stg_checked.city, stg_checked.measurement, stg_checked.item, stg_checked.cycle
            order by stg_checked.reference_year desc
        ) as newest_first
    from stg_checked
    inner join measurements on stg_checked.measurement = measurements.measurement
    where measurements.scale not in ('rating', 'count')
),

ordered as (
    select
        *,
        lag(value) over series_order as compared_with,
        lag(reference_year) over series_order as previous_year,
        -- A value that happens to end in 0 is as finely written as the series' other values.
        min(unit) over (partition by audience, city, measurement, item) as series_unit
    from newest
    where newest_first = 1
    window series_order as (partition by audience, city, measurement, item order by cycle)
),

pairs as (
    select
        *,
        value = compared_with as same
    from ordered
    where reference_year <> previous_year
),

usual as (
    select
        measurement,
        count(*) as changes,
        percentile_cont(0.5) within group (order by abs(value - compared_with)) as median
    from pairs
    where audience = 'public'
    group by measurement
),

by_cycle as (
    select
        audience,
        city,
        cycle,
        count(*) as compared,
        count(case when same then 1 end) as copied
    from pairs
    group by audience, city, cycle
),

judged as (
    select
        pairs.*,
        by_cycle.copied >= stg_settings.copied_least and by_cycle.copied >= stg_settings.copied_share * by_cycle.compared as many,
        case
            -- With too few changes in the network only two decimals that agree say something.
            when coalesce(usual.changes, 0) < stg_settings.copied_changes then pairs.series_unit <= 0.01
            -- Changes that are normal with this median size m come within half a unit u of 0 with a probability of 0.269 u / m.
            else 0.269 * pairs.series_unit <= stg_settings.copied_chance * usual.median
        end as unlikely
    from stg_settings
    cross join pairs
    inner join by_cycle
        on pairs.audience = by_cycle.audience and pairs.city = by_cycle.city and pairs.cycle = by_cycle.cycle
    left join usual on pairs.measurement = usual.measurement
    where pairs.same
),

found as (
    select audience, city, measurement, item, reference_year, value, compared_with
    from judged
    where many or unlikely
)

-- What is found among public values is reported, whatever else is found.
select
    * exclude (audience),
    audience = 'public' as is_public
from found
qualify row_number() over (partition by city, measurement, item, reference_year order by audience desc) = 1
order by city, measurement, item, reference_year
