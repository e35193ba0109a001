"""People of one instansi (or of the public hosts): log-in, peran, hak, penugasan, sessions, MFA."""
