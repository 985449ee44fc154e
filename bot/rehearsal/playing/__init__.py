"""Scripts on the stage: what is done, what came of it, and what is told where that is not as written."""
