"""What needs a moderator: why something is on the desk, and all that is needed to decide it."""
