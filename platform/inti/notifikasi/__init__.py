"""In-app notifications and outgoing e-mail. Both are rows first, in the caller's transaction."""
