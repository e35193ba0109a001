"""What staff look at: inbox, board, search, and how statuses appear."""
