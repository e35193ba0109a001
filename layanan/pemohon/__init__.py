"""The applicant: numbers and names, who acts for them, and what they may see of their permohonan."""
