"""A condition of a playbook's own prompt said in words: "the client says “too expensive” and the plan has no goal"."""

from assistant.playbook.conditions import Condition, Etiquette, NotSaid, Words

_ETIQUETTE = {
    "interruptions": "the rep has cut the client off {:g} times",
    "monologue": "the rep has spoken for {:g} s without a turn of the client's",
    "talk_share": "the rep has had more than {:g} % of the talk",
    "questions": "the rep has asked {:g} questions in a row",
    "pace": "the rep speaks more than {:g} words a minute",
    "silence": "nobody has spoken for {:g} s",
}
_BY = {"rep": "the rep", "client": "the client", "either": "somebody"}


def in_words(condition: Condition) -> str:
    """The condition as part of a sentence, without a full stop."""
    if condition.said is not None:
        return f"{_BY[condition.said.by]} says {_what(condition.said)}"
    if condition.not_said is not None:
        return _not_said(condition.not_said)
    if condition.etiquette is not None:
        return _etiquette(condition.etiquette)
    if condition.elapsed is not None:
        where = f"the stage “{condition.elapsed.stage}” has" if condition.elapsed.stage else "the call has"
        return f"{where} gone on for {condition.elapsed.seconds:g} s"
    if condition.plan is not None:
        field = condition.plan.field.replace("_", " ")
        if condition.plan.contains:
            return f"the plan's {field} has {_listed(condition.plan.contains)}"
        return f"the plan's {field} is {(condition.plan.is_ or '').replace('-', ' ')}"
    if condition.not_ is not None:
        return f"not: {_within(condition.not_)}"
    return (" and " if condition.all_ else " or ").join(_within(part) for part in condition.parts)


def _within(condition: Condition) -> str:
    """Brackets where "and" and "or" would run together."""
    words = in_words(condition)
    return f"({words})" if condition.all_ or condition.any_ else words


def _not_said(condition: NotSaid) -> str:
    since = f" after {_within(condition.after)}" if condition.after else " of the call's start"
    return f"{_BY[condition.by]} has not said {_what(condition)} within {condition.within:g} s{since}"


def _etiquette(condition: Etiquette) -> str:
    words = next(words.format(value) for name, words in _ETIQUETTE.items() if (value := getattr(condition, name)) is not None)
    return f"{words} (over {condition.over:g} s)" if condition.over else words


def _what(words: Words) -> str:
    ways = []
    if words.phrases:
        ways.append(_listed(words.phrases))
    if words.examples:
        ways.append(f"something like {_listed(words.examples)}")
    if words.act:
        ways.append(f"what is read as “{words.act}”")
    kept_out = f" (but not {_listed(words.counter_examples)})" if words.counter_examples else ""
    return " or ".join(ways) + kept_out


def _listed(phrases: tuple[str, ...]) -> str:
    return " or ".join(f"“{phrase}”" for phrase in phrases)
