"""Hold the number words of English and read them as values."""

from __future__ import annotations

UNITS = {
    w: n
    for n, w in enumerate(
        """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12,
}  # fmt: skip
MOST_DIGITS = 18
LONGEST = 12  # words of one number


def spelled(words: list[str]) -> int | None:
    """Read number words, "two hundred and six" or "twenty-five"; None where they are not one number."""
    total = current = 0
    seen = False
    for word in words[:LONGEST]:
        for part in word.split("-"):
            if part in UNITS:
                current += UNITS[part]
            elif part in TENS:
                current += TENS[part]
            elif part in SCALES and part.isalpha() and len(part) > 2:
                scale = SCALES[part]
                if scale >= 10**3:
                    total, current = total + max(current, 1) * scale, 0
                else:
                    current = max(current, 1) * scale
            elif part in {"and", "a", "an"}:
                continue
            else:
                return None
            seen = True
    return total + current if seen else None


def figure(digits: str) -> int | float | None:
    """Read "1,200", "3.2" or "1 200"; None where it is no number."""
    bare = digits.replace(",", "").replace("\u00a0", "").replace("\u202f", "").replace("\u2009", "").replace(" ", "")
    if len(bare) > MOST_DIGITS:
        return None
    try:
        value = float(bare)
    except ValueError:
        return None
    return tidy(value)


def told(value: float) -> str:
    """Write a number as a reader would: 1,200 and 3.2."""
    return f"{tidy(value):,}"


def tidy(value: float) -> int | float:
    """Give a whole number as an int."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e15 else rounded
