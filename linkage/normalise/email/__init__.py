"""E-mail addresses: plain, spelled out (`spelled`, `words`, `patterns`), behind a word for them (`cued`)."""
