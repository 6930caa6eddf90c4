"""Many pages at once: worker processes that share the models, one hand that writes, results in the input's order."""
