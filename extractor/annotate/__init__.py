"""An Article becomes a Reading: one component a file."""
