"""What is said of a call's language: nothing where it is the playbook's."""

from assistant.language import language_problem, written_for
from assistant.playbook import load_playbook

ENGLISH = load_playbook()


def test_the_playbooks_language_without_its_country() -> None:
    assert written_for(ENGLISH) == "en"
    assert written_for(ENGLISH.model_copy(update={"language": "de-AT"})) == "de"


def test_the_expected_language_is_not_worth_a_word() -> None:
    assert language_problem("en", 0.9, ENGLISH) is None
    assert language_problem("en", 0.9, ENGLISH.model_copy(update={"language": "en-GB"})) is None


def test_another_language_cannot_be_judged() -> None:
    problem = language_problem("ja", 0.9, ENGLISH)
    assert problem
    assert problem.code == "language-differs"
    assert "'ja'" in problem.message
    assert "CALLCUE_LANGUAGE" in problem.remedy


def test_an_unclear_language_is_asked_for() -> None:
    problem = language_problem("en", None, ENGLISH)
    assert problem
    assert problem.code == "language-unsure"
    assert "CALLCUE_LANGUAGE" in problem.remedy
