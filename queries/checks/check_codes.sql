-- check_codes: codes that no list explains
-- grain: one row a fault
-- kind: movement, reason, mark, standing or correction
-- code: the code
with

used as (
    select 'movement' as kind, movement as code
    from progress
    union
    select 'reason' as kind, reason as code
    from progress
    union
    select 'reason' as kind, reason as code
    from peer_comparison
    union
    select 'standing' as kind, standing as code
    from peer_comparison
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
    select 'correction' as kind, action as code
    from corrected_values
)

select
    used.kind,
    used.code
from used
left join codes on used.kind = codes.kind and used.code = codes.code
where used.code is not null and codes.code is null
order by used.kind, used.code
