-- step_paths: how each series went on from each of its earlier points to its latest
-- grain: one row a series and earlier point of its comparable run, at least two years before the latest
-- made: by city
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- city_number: the city, as in step_cities
-- kind: measurement, item, source kind, definition and price base, as in step_kinds
-- from_year: year of the earlier point
-- from_value: its value
-- to_year: year of the latest point
-- to_value: its value
-- years: years between the two
-- outcome: towards, held or away, by the rules for a movement
-- may_be_named: whether that outcome is towards and so is the series' own published movement, which is firm
-- chance: how often noise alone would pass for that movement, either way; empty where nothing tests it
-- good: the latest value on a scale on which more is better, as in step_good
-- good_low: lower end of its interval; empty where nothing is known of its uncertainty
select
    step_latest.city,
    step_latest.measurement,
    step_latest.item,
    step_latest.city_number,
    step_latest.kind,
    step_judged.from_year,
    starts.value as from_value,
    step_judged.to_year,
    step_latest.value as to_value,
    step_judged.to_year - step_judged.from_year as years,
    case when step_judged.movement in ('towards', 'away') then step_judged.movement else 'held' end as outcome,
    step_judged.movement = 'towards' and coalesce(progress.movement = 'towards' and progress.certainty = 'firm', false) as may_be_named,
    step_judged.chance,
    step_good.good,
    step_good.good_low
from stg_settings
cross join step_latest
inner join step_good on step_latest.series_number = step_good.series_number
inner join step_judged
    on
        step_latest.city = step_judged.city
        and step_latest.measurement = step_judged.measurement
        and step_latest.item = step_judged.item
        and step_latest.latest_year = step_judged.to_year
inner join series as starts
    on
        step_judged.city = starts.city
        and step_judged.measurement = starts.measurement
        and step_judged.item = starts.item
        and step_judged.from_year = starts.reference_year
inner join progress
    on
        step_latest.city = progress.city
        and step_latest.measurement = progress.measurement
        and step_latest.item = progress.item
where
    step_judged.movement is not null
    and step_judged.to_year - step_judged.from_year >= stg_settings.learning_years
