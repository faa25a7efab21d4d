"""Use cases. They see ports, no framework and no concrete store."""
