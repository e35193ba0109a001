-- The page of the ledger tells the end of a ticket on the line of its opening.
CREATE INDEX jejak_tiket ON gerbang.jejak (tiket) WHERE peristiwa = 'tutup';
