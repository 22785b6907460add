"""What is told to people: sentences in their language, shares in percent, and what went wrong.

Reading order: shares, exponents, language, told.
"""

from mnistnet.words.language import mark, plural, say, speaking
from mnistnet.words.shares import share
from mnistnet.words.told import Told

__all__ = ["Told", "plural", "mark", "say", "share", "speaking"]
