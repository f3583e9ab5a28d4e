"""Where market data come from over the network; one small file a provider, `doors.py` lists them."""
