-- stg_peer_context: each city's newest usable value of each context variable
-- grain: one row a city and context variable that it has; a city without any has one row with nulls
-- made: table
-- city: city's id
-- variable: context variable
-- value: value in the variable's unit
-- year: year of the value
-- transformed: the value, or its natural logarithm
-- may_be_peer: whether the city has public observations, without which it is nobody's peer
with

usable as (
    select
        city_context.city,
        city_context.variable,
        city_context.value,
        city_context.year,
        peer_variables.transform,
        row_number() over (
            partition by city_context.city, city_context.variable
            order by city_context.year desc
        ) as newest_first
    from brief
    cross join city_context
    inner join peer_variables on city_context.variable = peer_variables.variable
    where
        city_context.year <= brief.cycle
        and city_context.year >= brief.cycle - peer_variables.max_age
        and (peer_variables.transform <> 'log' or city_context.value > 0.0)
),

newest as (
    select * from usable
    where newest_first = 1
)

select
    cities.city,
    newest.variable,
    newest.value,
    newest.year,
    case when newest.transform = 'log' then ln(newest.value) else newest.value end as transformed,
    stg_public_cities.city is not null as may_be_peer
from cities
left join newest on cities.city = newest.city
left join stg_public_cities on cities.city = stg_public_cities.city
