-- stg_likeness: how far apart two values may be and still be called alike
-- grain: one row a scale
-- scale: percent, rating, rate, ratio, amount or count
-- apart: greatest difference; empty for relative scales
-- factor: greatest quotient; empty for percent and rating
with

scales as (
    select distinct scale from measurements
)

select
    scales.scale,
    case
        when scales.scale = 'percent' then stg_settings.learning_percent
        when scales.scale = 'rating' then stg_settings.learning_rating
    end as apart,
    case when scales.scale not in ('percent', 'rating') then stg_settings.learning_factor end as factor
from scales
cross join stg_settings
