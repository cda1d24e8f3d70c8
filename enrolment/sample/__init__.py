"""A simulated campaign in the contract's format, calibrated to the published totals of its first commune."""
