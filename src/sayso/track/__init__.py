"""Following a pair of parties over time: series, ruptures, alerts, threats, the arrow. Pure: events and covered days in, records out."""
