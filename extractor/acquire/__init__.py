"""Pages, files and URLs become Articles."""
