"""The ways to reach a person: each reads what comes in as an Incoming and shows a Reply as its own message."""
