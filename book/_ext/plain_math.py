"""Mathematics in plain Unicode words, for titles, search and previews: ∂C₀/∂Wᴸ."""

from xml.etree import ElementTree

SUPER = str.maketrans("0123456789+-−=()LTlijkmn⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᴸᵀˡⁱʲᵏᵐⁿᵀ")
SUB = str.maketrans("0123456789+-−=()ijkmn", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ᵢⱼₖₘₙ")
SPACED = "=+−·⊙×≈≤≥<>"


def plain(mathml: str) -> str:
    """Return in one line of Unicode what a formula in MathML says."""
    return " ".join(_words(ElementTree.fromstring(mathml)).split())


def _words(element) -> str:
    parts = [_words(child) for child in element]
    match element.tag:
        case "mfrac":
            return "/".join(map(_grouped, parts))
        case "msup" | "mover":
            return parts[0] + _raised(parts[1], SUPER, "^")
        case "msub" | "munder":
            return parts[0] + _raised(parts[1], SUB, "_")
        case "msubsup" | "munderover":
            return parts[0] + _raised(parts[1], SUB, "_") + _raised(parts[2], SUPER, "^")
        case "msqrt":
            return "√" + _grouped("".join(parts))
        case "mspace":
            return " "
        case "mo" if element.text == "\u2061":  # a function is applied to what follows
            return " " if element.get("lspace") else ""
        case "mo" if (element.text or "") in SPACED:
            return f" {element.text} "
    return (element.text or "") + "".join(parts)


def _grouped(text: str) -> str:
    return f"({text.strip()})" if " " in text.strip() else text


def _raised(text: str, table: dict, mark: str) -> str:
    tight = text.replace(" ", "")
    if all(ord(letter) in table for letter in tight):
        return tight.translate(table)
    return mark + (tight if len(tight) == 1 else f"({tight})")
