"""Pages about people: the administrator's, one's own, and that of an invitation."""
