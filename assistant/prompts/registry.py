"""Every prompt's rule by the prompt's id."""

from collections.abc import Mapping
from types import MappingProxyType

from assistant.prompts.answer_ready import AnswerReady
from assistant.prompts.confirm_next_step import ConfirmNextStep
from assistant.prompts.let_them_talk import LetThemTalk
from assistant.prompts.never_offer_to_cancel import NeverOfferToCancel
from assistant.prompts.offer_a_meeting import OfferAMeeting
from assistant.prompts.rule import Rule
from assistant.prompts.set_goal import SetGoal
from assistant.prompts.state_purpose import StatePurpose
from assistant.prompts.switch_to_business import SwitchToBusiness

_ALL: tuple[Rule, ...] = (
    StatePurpose(),
    SwitchToBusiness(),
    ConfirmNextStep(),
    AnswerReady(),
    LetThemTalk(),
    NeverOfferToCancel(),
    OfferAMeeting(),
    SetGoal(),
)
RULES: Mapping[str, Rule] = MappingProxyType({rule.prompt: rule for rule in _ALL})
