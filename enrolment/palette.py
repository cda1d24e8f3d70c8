"""The colours, each with one meaning. Charts and cards take them from here; Streamlit's theme has the surfaces."""

# By class, see `classes`.
ATTAINMENT = {
    "under_50": "#E4DAC0",
    "50_to_65": "#B9C6CF",
    "65_to_80": "#7FA3BF",
    "80_to_95": "#3F75A2",
    "over_95": "#1B3F6B",
}
_ATTAINMENT_IN_THE_DARK = {  # low is dark there, and high light
    "under_50": "#4A4436",
    "50_to_65": "#4C6074",
    "65_to_80": "#6F93B3",
    "80_to_95": "#9CC0DE",
    "over_95": "#DCEBF8",
}
# By how far a unit came beside others, see `classes`: slow stands out, and grey print keeps the order.
PACE = {"under_half": "#5A2A12", "slower": "#8C4F22", "alike": "#B98548", "faster": "#A9B8B4", "over_twice": "#B5DDF2"}
_PACE_IN_THE_DARK = {
    "under_half": "#F6CFA4",
    "slower": "#C98B58",
    "alike": "#85705C",
    "faster": "#46616D",
    "over_twice": "#1F3A52",
}
# What a count became between two states of the data, see `classes`: what is as it was steps back.
DIFFERENCE = {"less": "#7A3410", "same": "#E9E4D8", "more": "#4280B2"}
_DIFFERENCE_IN_THE_DARK = {"less": "#F2B27C", "same": "#2B3442", "more": "#5A98CB"}
# Coverage beside distance, see `classes`: the hue is coverage, brown where it is low; the farther, the darker.
CROSSED = {
    "low_near": "#F9BB92",
    "low_far": "#C67F4D",
    "low_very_far": "#78431B",
    "middle_near": "#D8D0C3",
    "middle_far": "#A8A094",
    "middle_very_far": "#6D665A",
    "high_near": "#92BDE2",
    "high_far": "#4280B2",
    "high_very_far": "#004069",
}
_CROSSED_IN_THE_DARK = {  # the farther, the lighter
    "low_near": "#683B18",
    "low_far": "#B26D3A",
    "low_very_far": "#F7B385",
    "middle_near": "#3B3731",
    "middle_far": "#6F6B64",
    "middle_very_far": "#B5B0A9",
    "high_near": "#345C7D",
    "high_far": "#5A98CB",
    "high_very_far": "#C2E2FF",
}
# Lines of the layers that were brought in for the map; each is drawn in its own way as well.
LAYERS = {"road": "#8A3B12", "river": "#0B6B6B", "neighbour": "#525B67", "other": "#1B2430"}
_LAYERS_IN_THE_DARK = {"road": "#F0B27A", "river": "#7FDADA", "neighbour": "#A9B0BA", "other": "#ECE8DF"}
NOTHING_LACKING = "#B9C6CF"
NO_DATA = "#9A9A94"
INDIGO = "#5580B8"  # a middle indigo that holds on paper and on ink
QUIET = "#8A8F98"
GAP = "#B5763A"  # no grid electricity, and what is lacking in general
WEAK_SIGNAL = "#7A5BA6"
ONLY_UNLIT, ONLY_SIGNAL, BOTH_GAPS = "#D9A673", "#A88FC7", "#8A4B2A"
CHANCE = {"below": "#B5443A", "within": "#8A8F98", "above": "#2F7D5B"}  # against what chance does
SURFACE = {"light": "#FBFAF7", "dark": "#11161D"}
INK = {"light": "#1B2430", "dark": "#ECE8DF"}
LINE = {"light": "#8C8778", "dark": "#5B6675"}


def is_dark(colour: str) -> bool:
    """Whether light text stands out better on it than dark: by its relative luminance (WCAG)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18


def attainment(code: str, scheme: str = "") -> str:
    """A class's colour, `light` or `dark`; without a scheme as CSS that has both."""
    return _of_both(ATTAINMENT, _ATTAINMENT_IN_THE_DARK, code, scheme)


def pace(code: str, scheme: str = "") -> str:
    """The colour of a class of how far units came beside their place, as `attainment` gives those."""
    return _of_both(PACE, _PACE_IN_THE_DARK, code, scheme)


def difference(code: str, scheme: str = "") -> str:
    """The colour of what a count became between two states of the data, as `attainment` gives those."""
    return _of_both(DIFFERENCE, _DIFFERENCE_IN_THE_DARK, code, scheme)


def crossed(code: str, scheme: str = "") -> str:
    """The colour of a class of coverage beside distance, as `attainment` gives those."""
    return _of_both(CROSSED, _CROSSED_IN_THE_DARK, code, scheme)


def layer(kind: str, scheme: str = "") -> str:
    """The colour of the lines of a layer of the map, as `attainment` gives those."""
    return _of_both(LAYERS, _LAYERS_IN_THE_DARK, kind, scheme)


def of_class(code: str) -> str:
    """The colour of a class of any of the maps."""
    scales = ((ATTAINMENT, attainment), (PACE, pace), (DIFFERENCE, difference), (CROSSED, crossed))
    return next(of for colours, of in scales if code in colours)(code)


def _of_both(light: dict[str, str], dark: dict[str, str], code: str, scheme: str) -> str:
    both = {"light": light[code], "dark": dark[code]}
    return both[scheme] if scheme else f"light-dark({both['light']}, {both['dark']})"


def on_attainment(code: str) -> str:
    """The text's colour upon a class's, as CSS that has that of both schemes."""
    light, dark = ("#FFFFFF" if is_dark(attainment(code, scheme)) else INK["light"] for scheme in ("light", "dark"))
    return f"light-dark({light}, {dark})"
