-- step_spans: each city's own change, in numbers: the window over which peers are asked how they changed
-- grain: one row a series with a change a year
-- series_number: series, as in step_latest
-- city_number: city, as in step_cities
-- kind: measurement, item, source kind, definition and price base, as in step_kinds
-- baseline_year: year of its baseline
-- latest_year: year of its latest point
-- change_per_year: its change a year: points for percent and rating, a fraction for relative scales
-- way: 1 where the change is an increase of what counts as movement, -1 a decrease, 0 neither
-- relative: whether the scale is a relative one
-- expert_rating: whether it is a rating by experts
-- reason: base_not_positive where a relative scale has no relative change, else empty
select
    step_latest.series_number,
    step_latest.city_number,
    step_latest.kind,
    cast(step_changes.baseline_year as int) as baseline_year,
    step_latest.latest_year,
    step_changes.change_per_year,
    case when step_changes.size < step_changes.min_change then 0 when step_changes.change > 0.0 then 1 else -1 end as way,
    step_latest.scale not in ('percent', 'rating') as relative,
    step_latest.expert_rating,
    step_changes.reason
from step_latest
inner join step_changes
    on
        step_latest.city = step_changes.city
        and step_latest.measurement = step_changes.measurement
        and step_latest.item = step_changes.item
where step_changes.change_per_year is not null
