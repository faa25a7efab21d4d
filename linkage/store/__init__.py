"""Stores: one folder a database, each an implementation of `linkage.ports.Store`."""
