"""Records chats and stored conversations as scripts; a stored one with invented people in it."""
