"""HTTP: thin functions that fetch, ask one thing of the rooms below, and respond."""
