-- stg_ratings: reviewers' ratings, counted
-- grain: one row a list of ratings found in the observations and their history
-- made: table
-- ratings: the list, separated by |
-- reviewers: how many reviewers
-- rating_low: lowest rating
-- rating_high: highest rating
with

panels as (
    select ratings
    from observations
    where ratings is not null and ratings <> ''
    union
    select ratings
    from observation_history
    where ratings is not null and ratings <> ''
),

reviewers as (
    select
        ratings,
        unnest(string_to_array(ratings, '|')) as rating
    from panels
)

select
    ratings,
    count(*) as reviewers,
    min(try_cast(trim(rating) as double)) as rating_low,
    max(try_cast(trim(rating) as double)) as rating_high
from reviewers
group by ratings
