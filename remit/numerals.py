"""Numbers as lists print them: 一, 二十三, a, iv."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """一, 十, 十一, 二十三, 一百零一, 一百二十 … up to 999; a larger number in digits."""
    if number < 10:
        return _DIGITS[number]
    if number > 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += _DIGITS[0]
    return text + (_DIGITS[ones] if ones else "")


def letter(number: int) -> str:
    """a to z, then aa, bb …, as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)


def roman(number: int) -> str:
    """i, ii, iii, iv … up to 89."""
    text = ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            text += sign
            number -= value
    return text
