"""Jiaji 加急: an assistant that helps write a request for an earlier visa interview."""
