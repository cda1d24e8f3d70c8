-- What a plan wants reached once a share of its working days has passed: from its baseline to its target.
create macro planned_count(baseline_count, target_count, passed_share) as
    baseline_count + (target_count - baseline_count) * passed_share
