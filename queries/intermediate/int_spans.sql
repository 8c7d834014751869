-- int_spans: each city's own change, in numbers: the window over which peers are asked how they changed
-- grain: one row a series with a change a year
-- made: table
-- series_number: series, as in int_latest
-- city_number: city, as in int_cities
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- baseline_year: year of its baseline
-- latest_year: year of its latest point
-- change_per_year: its change a year: points for percent and rating, a fraction for relative scales
-- way: 1 where the change is an increase of what counts as movement, -1 a decrease, 0 neither
-- relative: whether the scale is a relative one
-- expert_rating: whether it is a rating by experts
-- reason: base_not_positive where a relative scale has no relative change, else empty
select
    int_latest.series_number,
    int_latest.city_number,
    int_latest.kind,
    cast(int_changes.baseline_year as int) as baseline_year,
    int_latest.latest_year,
    int_changes.change_per_year,
    case when int_changes.size < int_changes.min_change then 0 when int_changes.change > 0.0 then 1 else -1 end as way,
    int_latest.scale not in ('percent', 'rating') as relative,
    int_latest.expert_rating,
    int_changes.reason
from int_latest
inner join int_changes
    on
        int_latest.city = int_changes.city
        and int_latest.measurement = int_changes.measurement
        and int_latest.item = int_changes.item
where int_changes.change_per_year is not null
