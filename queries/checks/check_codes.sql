-- check_codes: codes that no list explains
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Every movement, certainty, reason, mark, standing, target status, trend and cost band is in the list of codes.
-- kind: movement, reason, mark, standing, target, trend, gap, consistency, correction or cost
-- code: the code
with

used as (
    select 'movement' as kind, movement as code
    from progress
    union
    select 'reason' as kind, reason as code
    from progress
    union
    select 'certainty' as kind, certainty as code
    from progress
    union
    select 'movement' as kind, movement as code
    from measurement_movement
    union
    select 'certainty' as kind, certainty as code
    from measurement_movement
    union
    select 'reason' as kind, reason as code
    from peer_comparison
    union
    select 'standing' as kind, standing as code
    from peer_comparison
    union
    select 'target' as kind, status as code
    from target_status
    union
    select 'reason' as kind, reason as code
    from target_status
    union
    select 'trend' as kind, trend as code
    from trend
    union
    select 'reason' as kind, reason as code
    from trend
    union
    select 'reason' as kind, reason as code
    from peer_change_comparison
    union
    select 'standing' as kind, standing as code
    from peer_change_comparison
    union
    select 'mark' as kind, unnest(string_to_array(marks, '|')) as code
    from progress_components
    union
    select 'mark' as kind, marks as code
    from peer_comparison
    union
    select 'mark' as kind, marks as code
    from peer_change_comparison
    union
    select 'reason' as kind, reason as code
    from learning_requests
    union
    select 'gap' as kind, gap as code
    from item_gaps
    union
    select 'reason' as kind, reason as code
    from item_gaps
    union
    select 'mark' as kind, unnest(string_to_array(marks, '|')) as code
    from item_gaps
    union
    select 'consistency' as kind, code
    from consistency
    union
    select 'correction' as kind, action as code
    from corrected_values
    union
    select 'cost' as kind, cost_band as code
    from practices
)

select
    used.kind,
    used.code
from used
left join codes on used.kind = codes.kind and used.code = codes.code
where used.code is not null and codes.code is null
order by used.kind, used.code
