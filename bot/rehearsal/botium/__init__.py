"""Scripts as Botium knows them: out and in."""
