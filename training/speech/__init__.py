"""Measures how often each cue of `lexicon/speech.yaml` is right, on articles with statements marked by hand."""
