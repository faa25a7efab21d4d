"""Folders of pictures as records of their hashes; no byte of one is kept. Needs the extra `pictures`."""
