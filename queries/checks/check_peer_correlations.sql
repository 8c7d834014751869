-- check_peer_correlations: correlations that are none, and predictions better than perfect
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: Correlations lie between -1 and 1, and no prediction is better than perfect.
-- first_name: context variable, or measurement
-- second_name: the other variable, or what is predicted
-- figure: the correlation or the skill
select variable as first_name, other_variable as second_name, correlation as figure
from peer_correlations
where correlation not between -1.0 and 1.0
union all
select measurement as first_name, predicted as second_name, skill as figure
from peer_prediction
where skill > 1.0
order by 1, 2
