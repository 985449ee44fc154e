"""The shortest ways to what no script has walked, as skeletons of scripts."""
