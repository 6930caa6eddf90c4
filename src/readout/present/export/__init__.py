"""Records in the formats of other fields and programs: one file a format."""
