"""Bytes to Article: what the user names is opened here, told apart by format and read."""

from readout.read.inputs import read_bytes, read_inputs

__all__ = ["read_bytes", "read_inputs"]
