-- coverage_detail: whether each series asked for came on time, late, is carried from an earlier year or missing, and from which source
-- grain: one row a city, cycle and area of focus, from the year the city joined
-- made: by city
-- published: 72
-- city: city's id
-- cycle: year of the brief
-- area: area of focus
-- series_expected: series of the catalogue in the area: on time, late, undated, carried and missing together, and what every
--   percentage is of
-- on_time: with a public point that came first for the cycle, up to the deadline
-- late: with one that came after the deadline
-- undated: with one whose submission names no day
-- carried: without one, but with an earlier public point that is not yet too old
-- missing: without either
-- percent_reported: on time, late and undated, in percent of series_expected
-- percent_carried: carried, in percent of series_expected
-- percent_missing: missing, in percent of series_expected
-- official: of those that came for the cycle, the newest year from an official source
-- survey: from a survey
-- expert: from experts
with

expected as (
    select area, count(*) as series_expected
    from stg_catalogue
    group by area
),

points as (
    select
        stg_sent.city,
        stg_sent.measurement,
        stg_sent.item,
        stg_sent.cycle,
        stg_sent.reference_year,
        stg_sent.source,
        case
            when stg_sent.submitted_on is null then 'undated'
            when
                cast(substr(stg_sent.submitted_on, 1, 4) as bigint) > stg_sent.cycle
                or (
                    cast(substr(stg_sent.submitted_on, 1, 4) as bigint) = stg_sent.cycle
                    and cast(substr(stg_sent.submitted_on, 6, 2) as bigint) > stg_settings.deadline_month
                )
                then 'late'
            else 'on_time'
        end as timing,
        row_number() over (
            partition by stg_sent.city, stg_sent.measurement, stg_sent.item, stg_sent.cycle
            order by stg_sent.reference_year desc, stg_sent.source asc
        ) as newest_first
    from stg_settings
    cross join stg_sent
    where stg_sent.first_time
),

newest as (
    select
        city,
        measurement,
        item,
        cycle,
        max(reference_year) as reference_year,
        max(case when newest_first = 1 then source end) as source,
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
        newest.source,
        newest.timing
    from newest
    inner join stg_catalogue on newest.measurement = stg_catalogue.measurement and newest.item = stg_catalogue.item
),

-- A point is carried for as long as its row is in force and it is not too old.
carried as (
    select distinct
        stg_city_cycles.city,
        stg_city_cycles.cycle,
        stg_sent.measurement,
        stg_sent.item,
        stg_catalogue.area
    from stg_settings
    cross join stg_city_cycles
    inner join stg_sent on stg_city_cycles.city = stg_sent.city
    inner join stg_catalogue on stg_sent.measurement = stg_catalogue.measurement and stg_sent.item = stg_catalogue.item
    where
        stg_city_cycles.cycle >= stg_sent.from_cycle
        and (stg_sent.until_cycle is null or stg_city_cycles.cycle < stg_sent.until_cycle)
        and stg_city_cycles.cycle - stg_sent.reference_year <= stg_settings.stale_years
),

found as (
    select city, cycle, area, timing, source from sent
    union all
    select
        carried.city,
        carried.cycle,
        carried.area,
        'carried' as timing,
        cast(null as varchar) as source
    from carried
    left join sent
        on
            carried.city = sent.city
            and carried.cycle = sent.cycle
            and carried.measurement = sent.measurement
            and carried.item = sent.item
    where sent.city is null
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
    100.0 * (coalesce(counted.on_time, 0) + coalesce(counted.late, 0) + coalesce(counted.undated, 0)) / expected.series_expected
        as percent_reported,
    100.0 * coalesce(counted.carried, 0) / expected.series_expected as percent_carried,
    100.0 * (expected.series_expected - coalesce(counted.found, 0)) / expected.series_expected as percent_missing,
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
