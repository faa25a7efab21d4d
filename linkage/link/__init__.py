"""What links and why: rules, tenure, corroboration, weak evidence. Pure."""
