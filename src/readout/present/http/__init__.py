"""The store for programs: a versioned HTTP API, described by OpenAPI 3.1."""

from readout.present.http.answering import Terms, api

__all__ = ["Terms", "api"]
