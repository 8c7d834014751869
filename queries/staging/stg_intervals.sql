-- stg_intervals: public observations with the interval of each point: as given, else Wilson's where a percent has a sample size
-- grain: one row a city, measurement, item and reference year
-- made: view
-- city: city's id
-- cycle: year of the brief that the value is for
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- value: value in the measurement's unit
-- ci_lower: lower end of its 95 % interval
-- ci_upper: upper end of its 95 % interval
-- sample_size: respondents of the survey
-- design_effect: design effect that the survey declares
-- ratings: each reviewer's rating
-- source: official, survey or expert
-- status: SDMX flags
-- definition: id of its own definition; empty for the catalogue's, and where status D alone says that it differs
-- price_base: prices of an amount of money: current, or constant and their year
-- submission: submission the row came in
-- is_point: whether it is a point of its series
-- provisional: whether its flags make a result provisional
-- breaks: whether a break stands before it by its flag
-- differs: whether its definition differs
-- low: lower end of the 95 % interval
-- high: upper end of the 95 % interval
-- interval: given, wilson, or empty where there is none
with

rules as (
    select
        measurements.measurement,
        measurements.scale,
        stg_settings.z,
        stg_settings.design_effect as assumed_effect
    from stg_settings
    cross join measurements
),

judged as (
    select
        stg_observations.*,
        rules.z,
        case
            when not stg_observations.is_point then null
            when stg_observations.ci_lower is not null and stg_observations.ci_upper is not null then 'given'
            when
                rules.scale = 'percent'
                and stg_observations.sample_size > 0
                and stg_observations.value between 0 and 100
                then 'wilson'
        end as kind,
        stg_observations.value / 100.0 as p,
        -- Respondents of a simple random sample that would be as exact.
        stg_observations.sample_size / coalesce(stg_observations.design_effect, rules.assumed_effect) as n
    from stg_observations
    inner join rules on stg_observations.measurement = rules.measurement
),

-- Wilson 1927: (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n)
wilson as (
    select
        *,
        case when kind = 'wilson' then 100.0 * (p + z * z / (2.0 * n)) / (1.0 + z * z / n) end as middle,
        case when kind = 'wilson' then 100.0 * z * sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n)) / (1.0 + z * z / n) end as half_width
    from judged
)

select
    * exclude (z, kind, p, n, middle, half_width),
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
