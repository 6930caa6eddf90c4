"""What builds the tables of the lexicon and looks at readings; no part of readout itself."""
