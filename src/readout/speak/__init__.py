"""Articles and briefs as speech, and speech as text. Everything heavy is imported where it is used."""
