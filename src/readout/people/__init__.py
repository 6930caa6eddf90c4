"""The user's people files: read, kept in an index, and asked who is called so or held an office on a day."""

from readout.people.index import People, Person, Term, open_people
from readout.people.load import Imported, import_file, remove

__all__ = ["Imported", "People", "Person", "Term", "import_file", "open_people", "remove"]
