"""What people type: one plain form for each action, with the limits of the columns it fills."""
