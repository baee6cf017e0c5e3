"""What every feature stands on, with no business noun in it."""
