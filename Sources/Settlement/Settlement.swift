// Money in fen and how a sale divides.
