-- stg_city_groups: the groups that each city belongs to: its region and country, and the income group and size that its context says
-- grain: one row a city and scheme; no row where the context does not say
-- made: table
-- city: city's id
-- scheme: region, country, income or size
-- name: the group
-- position: order of the scheme's groups; empty for region and country
-- year: year of the context value; empty for region and country
with

bands as (
    select
        city_context.city,
        context_bands.scheme,
        context_bands.band,
        context_bands.position,
        city_context.year,
        row_number() over (
            partition by city_context.city, context_bands.scheme
            order by city_context.year desc, city_context.variable asc
        ) as newest_first
    from brief
    cross join stg_settings
    cross join city_context
    inner join context_bands on city_context.variable = context_bands.variable
    where
        city_context.year <= brief.cycle
        and city_context.year >= brief.cycle - stg_settings.band_years
        and city_context.value >= context_bands.least
        and (context_bands.below is null or city_context.value < context_bands.below)
)

select city, 'region' as scheme, region as name, cast(null as bigint) as position, cast(null as bigint) as year
from cities
union all
select city, 'country' as scheme, country as name, cast(null as bigint) as position, cast(null as bigint) as year
from cities
union all
select city, scheme, band as name, position, year
from bands
where newest_first = 1
