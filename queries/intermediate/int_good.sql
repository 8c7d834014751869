-- int_good: each latest value on a scale on which more is better, with its interval
-- grain: one row a series with a latest point that is not too old and has a direction
-- made: table
-- series_number: series, as in int_latest
-- good: the value for up, its negative for down, the negative distance to an equal share for parity
-- good_low: lower end of its 95 % interval on that scale; empty where nothing is known of its uncertainty
-- good_high: upper end
-- relative: whether the scale is a relative one
select
    int_latest.series_number,
    case int_latest.direction
        when 'up' then int_latest.value
        when 'down' then -int_latest.value
        else -abs(int_latest.value - 50.0)
    end as good,
    case int_latest.direction
        when 'up' then int_own_intervals.low
        when 'down' then -int_own_intervals.high
        else -greatest(abs(int_own_intervals.low - 50.0), abs(int_own_intervals.high - 50.0))
    end as good_low,
    case
        when int_latest.direction = 'up' then int_own_intervals.high
        when int_latest.direction = 'down' then -int_own_intervals.low
        when 50.0 between int_own_intervals.low and int_own_intervals.high then 0.0
        else -least(abs(int_own_intervals.low - 50.0), abs(int_own_intervals.high - 50.0))
    end as good_high,
    int_latest.scale not in ('percent', 'rating') as relative
from int_latest
inner join int_own_intervals on int_latest.series_number = int_own_intervals.series_number
where not int_latest.stale and int_latest.direction <> 'none'
