-- coverage_detail: whether each series asked for came on time, late, is carried from an earlier year or missing, and from which source
-- grain: one row a city, cycle and area of focus, from the year the city joined
-- made: by city
-- city: city's id
-- cycle: year of the brief
-- area: area of focus
-- series_expected: series of the catalogue in the area: on time, late, undated, carried and missing together
-- on_time: with a public point sent for the cycle up to the deadline
-- late: with one sent for it after the deadline
-- undated: with one whose submission names no day
-- carried: without one, but with an earlier public point that is not yet too old
-- missing: without either
-- official: sent for the cycle, the newest year from an official source
-- survey: from a survey
-- expert: from experts
with

expected as (
    select area, count(*) as series_expected
    from stg_catalogue
    group by area
),

-- A submission has one day, but for the files of other offices, whose rows may each have theirs.
submissions as (
    select
        city,
        submission,
        max(submitted_on) as submitted_on,
        min(submitted_on) <> max(submitted_on) or (count(submitted_on) > 0 and count(submitted_on) < count(*)) as several_days
    from observation_history
    group by city, submission
),

row_days as (
    select
        observation_history.city,
        observation_history.measurement,
        observation_history.item,
        observation_history.reference_year,
        observation_history.submission,
        max(observation_history.submitted_on) as submitted_on
    from observation_history
    inner join submissions
        on observation_history.city = submissions.city and observation_history.submission = submissions.submission
    where submissions.several_days
    group by
        observation_history.city,
        observation_history.measurement,
        observation_history.item,
        observation_history.reference_year,
        observation_history.submission
),

dated as (
    select
        stg_observations.city,
        stg_observations.measurement,
        stg_observations.item,
        stg_observations.cycle,
        stg_observations.reference_year,
        stg_observations.source,
        case when submissions.several_days then row_days.submitted_on else submissions.submitted_on end as submitted_on
    from stg_observations
    left join submissions
        on stg_observations.city = submissions.city and stg_observations.submission = submissions.submission
    left join row_days
        on
            stg_observations.city = row_days.city
            and stg_observations.measurement = row_days.measurement
            and stg_observations.item = row_days.item
            and stg_observations.reference_year = row_days.reference_year
            and stg_observations.submission = row_days.submission
    where stg_observations.is_point
),

points as (
    select
        dated.city,
        dated.measurement,
        dated.item,
        dated.cycle,
        dated.reference_year,
        dated.source,
        case
            when dated.submitted_on is null then 'undated'
            when
                cast(substr(dated.submitted_on, 1, 4) as bigint) > dated.cycle
                or (
                    cast(substr(dated.submitted_on, 1, 4) as bigint) = dated.cycle
                    and cast(substr(dated.submitted_on, 6, 2) as bigint) > stg_settings.deadline_month
                )
                then 'late'
            else 'on_time'
        end as timing
    from stg_settings
    cross join dated
),

newest as (
    select
        city,
        measurement,
        item,
        cycle,
        max(reference_year) as reference_year,
        first_value(source order by reference_year desc) as source,
        case
            when bool_or(timing = 'on_time') then 'on_time'
            when bool_or(timing = 'late') then 'late'
            else 'undated'
        end as timing
    from points
    group by city, measurement, item, cycle
),

sent as (
    select
        newest.city,
        newest.measurement,
        newest.item,
        stg_catalogue.area,
        newest.cycle,
        newest.reference_year,
        newest.source,
        newest.timing
    from newest
    inner join stg_catalogue on newest.measurement = stg_catalogue.measurement and newest.item = stg_catalogue.item
),

-- Until the next cycle for which the series was sent, its newest year so far stands for it.
standing as (
    select
        *,
        lead(cycle) over (partition by city, measurement, item order by cycle) as next_cycle,
        max(reference_year) over (
            partition by city, measurement, item
            order by cycle
            rows between unbounded preceding and current row
        ) as newest_year
    from sent
),

found as (
    select
        stg_city_cycles.city,
        stg_city_cycles.cycle,
        standing.area,
        case when stg_city_cycles.cycle = standing.cycle then standing.timing else 'carried' end as timing,
        case when stg_city_cycles.cycle = standing.cycle then standing.source end as source
    from stg_settings
    cross join stg_city_cycles
    inner join standing on stg_city_cycles.city = standing.city
    where
        stg_city_cycles.cycle >= standing.cycle
        and (standing.next_cycle is null or stg_city_cycles.cycle < standing.next_cycle)
        and (
            stg_city_cycles.cycle = standing.cycle
            or stg_city_cycles.cycle - standing.newest_year <= stg_settings.stale_years
        )
),

counted as (
    select
        city,
        cycle,
        area,
        count(*) as found,
        count(case when timing = 'on_time' then 1 end) as on_time,
        count(case when timing = 'late' then 1 end) as late,
        count(case when timing = 'undated' then 1 end) as undated,
        count(case when timing = 'carried' then 1 end) as carried,
        count(case when source = 'official' then 1 end) as official,
        count(case when source = 'survey' then 1 end) as survey,
        count(case when source = 'expert' then 1 end) as expert
    from found
    group by city, cycle, area
)

select
    stg_city_cycles.city,
    stg_city_cycles.cycle,
    expected.area,
    expected.series_expected,
    coalesce(counted.on_time, 0) as on_time,
    coalesce(counted.late, 0) as late,
    coalesce(counted.undated, 0) as undated,
    coalesce(counted.carried, 0) as carried,
    expected.series_expected - coalesce(counted.found, 0) as missing,
    coalesce(counted.official, 0) as official,
    coalesce(counted.survey, 0) as survey,
    coalesce(counted.expert, 0) as expert
from stg_city_cycles
cross join expected
left join counted
    on
        stg_city_cycles.city = counted.city
        and stg_city_cycles.cycle = counted.cycle
        and expected.area = counted.area
order by stg_city_cycles.city, stg_city_cycles.cycle, expected.area
