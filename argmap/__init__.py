"""argmap: a published argument laid open, claim by claim."""
