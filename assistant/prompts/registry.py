"""Every prompt's rule by the prompt's id: Callcue's own, and those that a playbook makes of them."""

from collections.abc import Mapping
from types import MappingProxyType

from assistant.playbook import Playbook
from assistant.prompts.answer_ready import AnswerReady
from assistant.prompts.ask_open_question import AskOpenQuestion
from assistant.prompts.ask_what_they_are_working_on import AskWhatTheyAreWorkingOn
from assistant.prompts.confirm_next_step import ConfirmNextStep
from assistant.prompts.converse_first import ConverseFirst
from assistant.prompts.get_details_now import GetDetailsNow
from assistant.prompts.keep_it_personal import KeepItPersonal
from assistant.prompts.let_them_talk import LetThemTalk
from assistant.prompts.needs_before_solution import NeedsBeforeSolution
from assistant.prompts.never_offer_to_cancel import NeverOfferToCancel
from assistant.prompts.offer_a_meeting import OfferAMeeting
from assistant.prompts.own.rule import OwnPrompt
from assistant.prompts.own.wording import WordedRule
from assistant.prompts.reassure_no_agenda import ReassureNoAgenda
from assistant.prompts.return_to_personal import ReturnToPersonal
from assistant.prompts.rule import Rule
from assistant.prompts.set_goal import SetGoal
from assistant.prompts.state_purpose import StatePurpose
from assistant.prompts.summarise_back import SummariseBack
from assistant.prompts.switch_to_business import SwitchToBusiness

_ALL: tuple[Rule, ...] = (
    StatePurpose(),
    SwitchToBusiness(),
    ConfirmNextStep(),
    AskWhatTheyAreWorkingOn(),
    KeepItPersonal(),
    ReassureNoAgenda(),
    AnswerReady(),
    LetThemTalk(),
    NeverOfferToCancel(),
    OfferAMeeting(),
    SetGoal(),
    ConverseFirst(),
    AskOpenQuestion(),
    NeedsBeforeSolution(),
    SummariseBack(),
    ReturnToPersonal(),
    GetDetailsNow(),
)
RULES: Mapping[str, Rule] = MappingProxyType({rule.prompt: rule for rule in _ALL})
"""Callcue's own."""


def rules_of(playbook: Playbook) -> Mapping[str, Rule]:
    """The rules of a playbook's prompts: Callcue's own, with the team's wordings where it has some, and those of the team's own prompts.

    For one call at a time: what was found in a call is kept.
    """
    rules: dict[str, Rule] = {}
    for prompt, entry in playbook.prompts.items():
        if entry.own:
            rules[prompt] = OwnPrompt(prompt, entry)
        else:
            rules[prompt] = WordedRule(RULES[prompt], entry) if entry.worded else RULES[prompt]
    return rules
