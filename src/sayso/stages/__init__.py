"""One document's thinking, one file a stage: pure functions from Coding to Coding, without files, network or clock."""
