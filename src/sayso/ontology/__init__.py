"""The data folder, checked on load: types, frames, cues, actors, places, outlets, and the table that composes acts."""
