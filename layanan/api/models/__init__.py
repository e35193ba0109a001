from .token import KunciIdempoten, TokenApi
from .webhook import Kiriman, Langganan

__all__ = ["Kiriman", "KunciIdempoten", "Langganan", "TokenApi"]
