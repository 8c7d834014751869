-- series: every public point up to the brief's cycle, with its interval and its place between breaks
-- grain: one row a city, measurement, item and reference year with a point
-- made: by city
-- published: 20
-- city: city's id
-- measurement: measurement's id
-- item: item or total
-- reference_year: year that the value speaks of
-- value: value in the measurement's unit
-- low: lower end of its 95 % interval
-- high: upper end of its 95 % interval
-- interval: given by the city, wilson where we computed it from the sample size, empty where there is none
-- sample_size: respondents of the survey
-- design_effect: design effect that the survey declares
-- reviewers: how many reviewers gave the rating
-- rating_low: lowest of their ratings
-- rating_high: highest of their ratings
-- source: official, survey or expert
-- differs: whether its definition differs from the catalogue's (status D)
-- definition: id of its own definition, in definitions; empty for the catalogue's, and where status D alone says that it differs
-- price_base: prices of an amount of money: current, or constant and their year
-- definition_key: what two points must share to have one definition: empty for the catalogue's, the id, or the city's own
-- provisional: whether a flag makes it provisional
-- status: SDMX flags, strongest first
-- cycle: year of the brief that it was sent for
-- submission: submission it came in
-- break_before: whether a break stands before it: by flag B, or because source kind, definition or price base change
-- run: number of the stretch without a break inside, from 1
-- in_run: whether it belongs to the comparable run: the stretch that ends with the latest point
with

-- Status D without an id is the city's own definition of the measurement, unlike any other city's.
keyed as (
    select
        *,
        coalesce(definition, case when differs then 'own ' || city else '' end) as definition_key,
        coalesce(price_base, '') as price_key
    from stg_intervals
),

-- Most series come from one source with one definition and no break: all their points are one run. Only the others are gone through
-- point by point, which takes far longer.
mixed as (
    select city, measurement, item
    from keyed
    group by city, measurement, item
    having
        min(source) <> max(source)
        or min(definition_key) <> max(definition_key)
        or min(price_key) <> max(price_key)
        or bool_or(breaks)
),

-- A break may be flagged on a value that is itself no point: it counts for the next point.
flagged as (
    select
        keyed.city,
        keyed.measurement,
        keyed.item,
        keyed.reference_year,
        keyed.source,
        keyed.definition_key,
        keyed.price_key,
        keyed.breaks,
        keyed.is_point,
        sum(case when keyed.breaks then 1 else 0 end) over (
            partition by keyed.city, keyed.measurement, keyed.item
            order by keyed.reference_year
            rows between unbounded preceding and current row
        ) as breaks_so_far
    from keyed
    inner join mixed
        on
            keyed.city = mixed.city
            and keyed.measurement = mixed.measurement
            and keyed.item = mixed.item
),

compared as (
    select
        *,
        lag(reference_year) over series_order as previous_year,
        lag(source) over series_order as previous_source,
        lag(definition_key) over series_order as previous_definition,
        lag(price_key) over series_order as previous_price,
        lag(breaks_so_far) over series_order as previous_breaks
    from flagged
    where is_point
    window series_order as (partition by city, measurement, item order by reference_year)
),

-- Two points belong to one run where source kind, definition, price base and the breaks so far are the same.
broken as (
    select
        city,
        measurement,
        item,
        reference_year,
        previous_year,
        case
            when previous_year is null then breaks
            else
                source <> previous_source
                or definition_key <> previous_definition
                or price_key <> previous_price
                or breaks_so_far <> previous_breaks
        end as break_before
    from compared
),

numbered as (
    select
        *,
        1 + sum(case when break_before and previous_year is not null then 1 else 0 end) over (
            partition by city, measurement, item
            order by reference_year
            rows between unbounded preceding and current row
        ) as run
    from broken
),

closed as (
    select
        *,
        max(run) over (partition by city, measurement, item) as last_run
    from numbered
)

-- A series that is not mixed is one run. The comparable run has no break among the points that follow.
select
    keyed.city,
    keyed.measurement,
    keyed.item,
    keyed.reference_year,
    keyed.value,
    keyed.low,
    keyed.high,
    keyed."interval",
    keyed.sample_size,
    keyed.design_effect,
    stg_ratings.reviewers,
    stg_ratings.rating_low,
    stg_ratings.rating_high,
    keyed.source,
    keyed.differs,
    keyed.definition,
    keyed.price_base,
    keyed.definition_key,
    keyed.provisional,
    keyed.status,
    keyed.cycle,
    keyed.submission,
    coalesce(closed.break_before, false) as break_before,
    coalesce(closed.run, 1) as run,
    coalesce(closed.run = closed.last_run, true) as in_run
from keyed
left join closed
    on
        keyed.city = closed.city
        and keyed.measurement = closed.measurement
        and keyed.item = closed.item
        and keyed.reference_year = closed.reference_year
left join stg_ratings on keyed.ratings = stg_ratings.ratings
where keyed.is_point
order by keyed.city, keyed.measurement, keyed.item, keyed.reference_year
