"""What the networks learn from: functions, their windows, noise, and measured series.

`functions` holds the waves, `windows` cuts a wave or a measured series into what a network
reads, `noise` disturbs the windows, and `measured` loads the real series that lie beside it.
Nothing is re-exported here: import from the module, so that a result depends on that one alone.
"""
