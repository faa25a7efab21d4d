"""From files to observations: readers, validation, rejects, and the processes that share the work."""
