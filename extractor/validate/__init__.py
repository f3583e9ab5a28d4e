"""A Claim and market data become a Verdict."""
