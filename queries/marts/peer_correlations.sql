-- peer_correlations: how far the context variables say the same of the cities
-- grain: one row a pair of used context variables
-- made: table
-- published: 48
-- variable: context variable
-- other_variable: another, later by its id
-- cities: cities that have both
-- correlation: Pearson's correlation of their standard scores, -1 to 1; empty for fewer than three cities, or where one does not vary among them
with

pairs as (
    select
        one.city,
        one.variable,
        other.variable as other_variable,
        one.z as x,
        other.z as y
    from nearest_context as one
    inner join nearest_context as other on one.city = other.city and one.variable < other.variable
    where one.z is not null and other.z is not null
),

-- Sums run along the cities: the same order, and so the same bytes, whatever the number of threads.
centred as (
    select
        variable,
        other_variable,
        city,
        count(*) over (partition by variable, other_variable) as n,
        row_number() over (partition by variable, other_variable order by city) as place,
        x - sum(x) over whole / count(*) over (partition by variable, other_variable) as x,
        y - sum(y) over whole / count(*) over (partition by variable, other_variable) as y
    from pairs
    window whole as (
        partition by variable, other_variable
        order by city
        rows between unbounded preceding and unbounded following
    )
),

summed as (
    select
        variable,
        other_variable,
        n,
        place,
        sum(x * x) over so_far as xx,
        sum(y * y) over so_far as yy,
        sum(x * y) over so_far as xy
    from centred
    window so_far as (
        partition by variable, other_variable
        order by city
        rows between unbounded preceding and current row
    )
)

select
    variable,
    other_variable,
    n as cities,
    case when n >= 3 and xx > 1e-12 and yy > 1e-12 then greatest(least(xy / sqrt(xx * yy), 1.0), -1.0) end as correlation
from summed
where place = n
order by variable, other_variable
