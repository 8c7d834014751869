-- stg_span_rules: how a change of each kind is measured
-- grain: one row a kind
-- made: table
-- kind: measurement, item, source kind, definition and price base, as in int_kinds
-- relative: whether the scale is a relative one, whose change is a fraction
-- expert_rating: whether it is a rating by experts
-- min_change: smallest whole change called movement
-- few_reviewers: an expert rating by fewer reviewers needs a larger change
-- few_reviewers_change: that change
select
    int_kinds.kind,
    measurements.scale not in ('percent', 'rating') as relative,
    measurements.scale = 'rating' and int_kinds.source = 'expert' as expert_rating,
    measurements.min_change,
    stg_settings.few_reviewers,
    stg_settings.few_reviewers_change
from stg_settings
cross join int_kinds
inner join measurements on int_kinds.measurement = measurements.measurement
