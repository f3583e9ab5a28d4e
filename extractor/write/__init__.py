"""Readings and Verdicts -> JSON lines, a JSON array, tables for the eye."""
