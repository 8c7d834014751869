-- stg_public_cities: cities with public observations: only they are anybody's peers
-- grain: one row a city
-- made: table
-- city: city's id
select distinct city from stg_observations
