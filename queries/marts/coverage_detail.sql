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

days as (
    select city, measurement, item, reference_year, submission, max(submitted_on) as submitted_on
    from observation_history
    group by city, measurement, item, reference_year, submission
),

points as (
    select
        stg_observations.city,
        stg_observations.measurement,
        stg_observations.item,
        stg_catalogue.area,
        stg_observations.cycle,
        stg_observations.reference_year,
        stg_observations.source,
        case
            when days.submitted_on is null then 'undated'
            when
                cast(substr(days.submitted_on, 1, 4) as bigint) > stg_observations.cycle
                or (
                    cast(substr(days.submitted_on, 1, 4) as bigint) = stg_observations.cycle
                    and cast(substr(days.submitted_on, 6, 2) as bigint) > stg_settings.deadline_month
                )
                then 'late'
            else 'on_time'
        end as timing
    from stg_settings
    cross join stg_observations
    inner join stg_catalogue
        on stg_observations.measurement = stg_catalogue.measurement and stg_observations.item = stg_catalogue.item
    left join days
        on
            stg_observations.city = days.city
            and stg_observations.measurement = days.measurement
            and stg_observations.item = days.item
            and stg_observations.reference_year = days.reference_year
            and stg_observations.submission = days.submission
    where stg_observations.is_point
),

newest as (
    select
        *,
        row_number() over (
            partition by city, measurement, item, cycle
            order by reference_year desc
        ) as newest_first,
        bool_or(timing = 'on_time') over (partition by city, measurement, item, cycle) as any_on_time,
        bool_or(timing = 'late') over (partition by city, measurement, item, cycle) as any_late
    from points
),

sent as (
    select
        city,
        measurement,
        item,
        area,
        cycle,
        reference_year,
        source,
        case when any_on_time then 'on_time' when any_late then 'late' else 'undated' end as timing
    from newest
    where newest_first = 1
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
