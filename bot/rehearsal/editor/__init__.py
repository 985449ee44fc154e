"""Scripts in an editor: colours, what can stand at the cursor, what a name means, what is wrong; over the Language Server Protocol."""
