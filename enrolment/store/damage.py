"""What the store says where it is not whole: which text tells it, and what that names."""


class Damage(Exception):
    """Something in the store is missing or not what it was. `text_key` and `named`: its sentence."""

    text_key = ""

    def __init__(self, **named: str):
        self.named = named
        super().__init__(": ".join(named.values()))
