"""Plays scripts in a sandbox, compares what came with what is written, and says where they differ."""
