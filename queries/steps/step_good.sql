-- step_good: each latest value on a scale on which more is better, with its interval
-- grain: one row a series with a latest point that is not too old and has a direction
-- series_number: series, as in step_latest
-- good: the value for up, its negative for down, the negative distance to an equal share for parity
-- good_low: lower end of its 95 % interval on that scale; empty where nothing is known of its uncertainty
-- good_high: upper end
-- relative: whether the scale is a relative one
select
    step_latest.series_number,
    case step_latest.direction
        when 'up' then step_latest.value
        when 'down' then -step_latest.value
        else -abs(step_latest.value - 50.0)
    end as good,
    case step_latest.direction
        when 'up' then step_own_intervals.low
        when 'down' then -step_own_intervals.high
        else -greatest(abs(step_own_intervals.low - 50.0), abs(step_own_intervals.high - 50.0))
    end as good_low,
    case
        when step_latest.direction = 'up' then step_own_intervals.high
        when step_latest.direction = 'down' then -step_own_intervals.low
        when 50.0 between step_own_intervals.low and step_own_intervals.high then 0.0
        else -least(abs(step_own_intervals.low - 50.0), abs(step_own_intervals.high - 50.0))
    end as good_high,
    step_latest.scale not in ('percent', 'rating') as relative
from step_latest
inner join step_own_intervals on step_latest.series_number = step_own_intervals.series_number
where not step_latest.stale and step_latest.direction <> 'none'
