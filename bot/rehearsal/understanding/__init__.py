"""What the bot makes of a text: asked at a question's own place or of a whole message, and held against case files."""
