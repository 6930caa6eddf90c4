"""Who says what, looked at closely: errors on an annotated corpus sorted by kind, and whether probabilities hold."""
