"""Readings and Verdicts become JSON, tables and text."""
