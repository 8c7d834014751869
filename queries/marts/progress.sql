-- progress: how each series moved from its baseline to its latest point, and how certain that is
-- grain: one row a registered city, measurement and item: the series asked for and those reported besides
-- made: by city
-- published: 21
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- baseline_year: year of the first point of the comparable run at or after the city's baseline year
-- baseline_value: its value
-- latest_year: year of the last point
-- latest_value: its value
-- years: years from baseline to latest
-- change: points for percent and rating, a fraction for relative scales, a difference where the reason says so
-- change_per_year: the same for one year: a share of the points, or the compound rate
-- movement: towards, away, steady, within_noise, at_parity, rose or fell
-- certainty: firm or tentative, of what moved: towards, away, rose or fell; the marks say why it is tentative
-- chance: how often noise alone would pass for a movement, 0 to 1; empty where nothing tests the change
-- differs: whether the definition of its values differs from the catalogue's
-- definition: id of that definition, in definitions; empty for the catalogue's, and where status D alone says that it differs
-- reason: why there is no movement, or why the change is not a relative one
-- marks: what a reader must know besides, separated by |
select
    int_changes.city,
    int_changes.measurement,
    int_changes.item,
    int_changes.baseline_year,
    int_changes.baseline_value,
    int_changes.latest_year,
    int_changes.latest_value,
    int_changes.years,
    int_changes.change,
    int_changes.change_per_year,
    int_movements.movement,
    int_movements.certainty,
    int_movements.chance,
    int_changes.differs,
    int_changes.definition,
    int_movements.reason,
    int_movements.marks
from int_changes
inner join int_movements
    on
        int_changes.city = int_movements.city
        and int_changes.measurement = int_movements.measurement
        and int_changes.item = int_movements.item
order by int_changes.city, int_changes.measurement, int_changes.item
