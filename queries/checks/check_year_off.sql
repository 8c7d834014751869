-- check_year_off: newest values whose year is one off from where the cycles before had it
-- grain: one row a fault
-- made: table
-- severity: warning
-- sentence: A series comes with the delay of the cycles before; a year one off may be mistyped.
-- question: year_off: In the last cycles the newest value of this series was for a year one off from this one; {compared_with} would be usual. Check
--   the year.
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year
-- value: the value in question
-- compared_with: the year that the cycles before let expect
-- is_public: whether it was found among public values alone; only then is it told to readers
with

newest as (
    select
        stg_checked.*,
        stg_checked.cycle - stg_checked.reference_year as delay,
        row_number() over (
            partition by stg_checked.audience, stg_checked.city, stg_checked.measurement, stg_checked.item, stg_checked.cycle
            order by stg_checked.reference_year desc
        ) as newest_first
    from stg_checked
),

ordered as (
    select
        *,
        lag(delay) over cycles as previous_delay,
        lag(delay, 2) over cycles as delay_before_that
    from newest
    where newest_first = 1
    window cycles as (partition by audience, city, measurement, item order by cycle)
),

steady as (
    select * from ordered
    where previous_delay = coalesce(delay_before_that, previous_delay)
),

-- Where many series of a cycle come later than they did, the city has changed its ways, and no single year is in question.
kept as (
    select
        audience,
        city,
        cycle,
        count(*) as series,
        count(case when delay = previous_delay then 1 end) as as_before
    from steady
    group by audience, city, cycle
),

found as (
    select
        steady.audience,
        steady.city,
        steady.measurement,
        steady.item,
        steady.reference_year,
        steady.value,
        cast(steady.cycle - steady.previous_delay as double) as compared_with
    from stg_settings
    cross join steady
    inner join kept
        on steady.audience = kept.audience and steady.city = kept.city and steady.cycle = kept.cycle
    where
        abs(steady.delay - steady.previous_delay) = 1
        and kept.as_before >= stg_settings.year_off_share * kept.series
)

-- What is found among public values is reported, whatever else is found.
select
    * exclude (audience),
    audience = 'public' as is_public
from found
qualify row_number() over (partition by city, measurement, item, reference_year order by audience desc) = 1
order by city, measurement, item, reference_year
