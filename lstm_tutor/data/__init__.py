"""What the networks learn from: functions, their windows, noise, and measured series.

`functions` defines the waves, `windows` cuts a wave or a measured series into windows, `noise`
perturbs these, `measured` loads the real series, and `streams` provides the random numbers.
Nothing is re-exported here: import from the module itself, so that a result depends on no other.
"""
