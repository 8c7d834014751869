-- stg_outcomes: the outcomes that summaries count
-- grain: one row an outcome
-- made: table
-- outcome: towards, held, away, no_direction (rose or fell) or mixed
select 'towards' as outcome
union all
select 'held' as outcome
union all
select 'away' as outcome
union all
select 'no_direction' as outcome
union all
select 'mixed' as outcome
