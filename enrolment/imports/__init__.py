"""A folder of contract files in, staged tables or a list of mistakes out."""
