"""The service over HTTP: `create_app` puts an open application behind keys, under /v1."""

from __future__ import annotations

from linkage_api.app import create_app, key_service

__all__ = ["create_app", "key_service"]
