"""Which conditions follow from one another, and which can't both hold: as far as it can be seen from what is written."""

from itertools import combinations

from assistant.playbook.conditions import Condition, Words


def follows(one: Condition, other: Condition) -> bool:
    """Whether `other` holds whenever `one` does. False where that can't be seen."""
    if one == other:
        return True
    if other.any_ is not None and any(follows(one, part) for part in other.any_):
        return True
    if other.all_ is not None and all(follows(one, part) for part in other.all_):
        return True
    if one.all_ is not None and any(follows(part, other) for part in one.all_):
        return True
    if one.any_ is not None and all(follows(part, other) for part in one.any_):
        return True
    if one.not_ is not None and other.not_ is not None:
        return follows(other.not_, one.not_)
    return _leaf_follows(one, other)


def impossible(condition: Condition) -> bool:
    """Whether a condition can be seen never to hold."""
    if condition.all_ is not None:
        pairs = combinations(condition.all_, 2)
        return any(map(impossible, condition.all_)) or any(_exclude(one, other) or _exclude(other, one) for one, other in pairs)
    if condition.any_ is not None:
        return all(map(impossible, condition.any_))
    if condition.not_ is not None:
        return condition.not_.elapsed is not None and condition.not_.elapsed.seconds == 0 and condition.not_.elapsed.stage is None
    return any(map(impossible, condition.parts))


def _exclude(one: Condition, other: Condition) -> bool:
    if other.not_ is not None and follows(one, other.not_):
        return True
    if one.said is not None and other.not_said is not None and other.not_said.after is None:
        return _words_follow(one.said, other.not_said)
    if one.elapsed is not None and other.elapsed is not None:
        return None not in (one.elapsed.stage, other.elapsed.stage) and one.elapsed.stage != other.elapsed.stage
    if one.plan is not None and other.plan is not None and one.plan.field == other.plan.field:
        return one.plan.is_ == "missing" and other.plan.is_ != "missing"
    return False


def _leaf_follows(one: Condition, other: Condition) -> bool:
    if one.elapsed is not None and other.elapsed is not None:
        return other.elapsed.stage in (None, one.elapsed.stage) and one.elapsed.seconds >= other.elapsed.seconds
    if one.plan is not None and other.plan is not None:
        return one.plan.field == other.plan.field and one.plan.contains is not None and other.plan.is_ == "filled-in"
    return one.said is not None and other.said is not None and _words_follow(one.said, other.said)


def _words_follow(one: Words, other: Words) -> bool:
    """Whether whoever says the one has said the other."""
    if other.by not in (one.by, "either") or other.counter_examples is not None or one.act not in (None, other.act):
        return False
    return set(one.phrases or ()) <= set(other.phrases or ()) and set(one.examples or ()) <= set(other.examples or ())
