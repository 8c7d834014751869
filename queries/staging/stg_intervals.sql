-- stg_intervals: the interval of each public point: as given, else Wilson's where a percent has a sample size
-- grain: one row a city, measurement, item and reference year with a point
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- low: lower end of the 95 % interval
-- high: upper end of the 95 % interval
-- interval: given, wilson, or null where there is none
with

points as (
    select
        stg_observations.city,
        stg_observations.measurement,
        stg_observations.item,
        stg_observations.reference_year,
        stg_observations.value,
        stg_observations.ci_lower,
        stg_observations.ci_upper,
        stg_settings.z,
        case
            when stg_observations.ci_lower is not null and stg_observations.ci_upper is not null then 'given'
            when measurements.scale = 'percent'
                and stg_observations.sample_size > 0
                and stg_observations.value between 0 and 100 then 'wilson'
        end as kind,
        stg_observations.value / 100.0 as p,
        -- Respondents of a simple random sample that would be as exact.
        stg_observations.sample_size / coalesce(stg_observations.design_effect, stg_settings.design_effect) as n
    from stg_observations
    inner join measurements on stg_observations.measurement = measurements.measurement
    cross join stg_settings
    where stg_observations.is_point
),

-- Wilson 1927: (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n)
wilson as (
    select
        city,
        measurement,
        item,
        reference_year,
        value,
        ci_lower,
        ci_upper,
        kind,
        100.0 * (p + z * z / (2.0 * n)) / (1.0 + z * z / n) as middle,
        100.0 * z * sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n)) / (1.0 + z * z / n) as half_width
    from points
)

select
    city,
    measurement,
    item,
    reference_year,
    case
        when kind = 'given' then ci_lower
        -- At 0 and at 100 percent rounding must not put the value outside its own interval.
        when kind = 'wilson' then least(greatest(middle - half_width, 0.0), value)
    end as low,
    case
        when kind = 'given' then ci_upper
        when kind = 'wilson' then greatest(least(middle + half_width, 100.0), value)
    end as high,
    kind as "interval"
from wilson
