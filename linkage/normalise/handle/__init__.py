"""Names on platforms, behind cues (`cues`, `cued`) or before them (`before`), and bare `@name`s."""
