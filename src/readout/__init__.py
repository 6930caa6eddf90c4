"""readout: a sourced record of what news pages report."""
