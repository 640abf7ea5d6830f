"""Authoring: read a percent source, build its two notebooks, and audit that every verdict is right."""
