-- stg_status: what each combination of SDMX flags means for the methods
-- grain: one row a combination of flags found in the observations and their history
-- made: table
-- status: flags, separated by |
-- kept_only: kept and never used as a point
-- provisional: used, and the result is marked provisional
-- breaks: a break of the series stands before the value
-- differs: the definition differs
with

combinations as (
    select status from observations
    union
    select status from observation_history
),

flags as (
    select
        combinations.status,
        statuses.code,
        statuses.used_as
    from combinations
    left join statuses
        on strpos('|' || combinations.status || '|', '|' || statuses.code || '|') > 0
)

select
    status,
    coalesce(bool_or(used_as = 'kept'), false) as kept_only,
    coalesce(bool_or(used_as = 'provisional'), false) as provisional,
    coalesce(bool_or(code = 'B'), false) as breaks,
    coalesce(bool_or(code = 'D'), false) as differs
from flags
group by status
