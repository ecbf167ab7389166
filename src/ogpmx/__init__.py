"""Mexico's fourth open-government action plan on the command line."""
