"""What became of open-government action plans, first of all Mexico's fourth."""
