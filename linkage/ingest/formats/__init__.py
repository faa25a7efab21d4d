"""One file a format: from bytes to raw records."""
