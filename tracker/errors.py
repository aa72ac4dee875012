"""What the verbs say when a rule stands in the way; the web turns each into an answer."""


class RuleBroken(Exception):
    """A rule of the office forbids this; the sentence says which and what to do. Answered with 422."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class StaleVersion(RuleBroken):
    """Somebody changed the row since the form was opened. Answered with 409; nothing is overwritten."""
