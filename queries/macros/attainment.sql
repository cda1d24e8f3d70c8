-- How much of a target is reached, a share (0–1, above 1 where it is above); null without a target, or where it is 0.
create macro attainment(done_count, target_count) as done_count / nullif(target_count, 0)
