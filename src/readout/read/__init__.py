"""Bytes to Article: what the user names is opened here, told apart by format and read."""

from readout.read.inputs import open_inputs, read_bytes, read_inputs
from readout.read.opening import read_unread
from readout.read.stream import Unread

__all__ = ["Unread", "open_inputs", "read_bytes", "read_inputs", "read_unread"]
