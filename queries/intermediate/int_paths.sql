-- int_paths: how each series went on from each of its earlier points to its latest
-- grain: one row a series and earlier point of its comparable run, at least two years before the latest
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- city_number: the city, as in int_cities
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- from_year: year of the earlier point
-- from_value: its value
-- to_year: year of the latest point
-- to_value: its value
-- years: years between the two
-- outcome: towards, held or away, by the rules for a movement
-- may_be_named: whether that outcome is towards and so is the series' own published movement, which is firm
-- chance: how often noise alone would pass for that movement, either way; empty where nothing tests it
-- good: the latest value on a scale on which more is better, as in int_good
-- good_low: lower end of its interval; empty where nothing is known of its uncertainty
select
    int_latest.city,
    int_latest.measurement,
    int_latest.item,
    int_latest.city_number,
    int_latest.kind,
    int_judged.from_year,
    starts.value as from_value,
    int_judged.to_year,
    int_latest.value as to_value,
    int_judged.to_year - int_judged.from_year as years,
    case when int_judged.movement in ('towards', 'away') then int_judged.movement else 'held' end as outcome,
    int_judged.movement = 'towards' and coalesce(progress.movement = 'towards' and progress.certainty = 'firm', false) as may_be_named,
    int_judged.chance,
    int_good.good,
    int_good.good_low
from stg_settings
cross join int_latest
inner join int_good on int_latest.series_number = int_good.series_number
inner join int_judged
    on
        int_latest.city = int_judged.city
        and int_latest.measurement = int_judged.measurement
        and int_latest.item = int_judged.item
        and int_latest.latest_year = int_judged.to_year
inner join series as starts
    on
        int_judged.city = starts.city
        and int_judged.measurement = starts.measurement
        and int_judged.item = starts.item
        and int_judged.from_year = starts.reference_year
inner join progress
    on
        int_latest.city = progress.city
        and int_latest.measurement = progress.measurement
        and int_latest.item = progress.item
where
    int_judged.movement is not null
    and int_judged.to_year - int_judged.from_year >= stg_settings.learning_years
