"""How batches become what pages read."""
