"""Every prompt's rule by the prompt's id."""

from collections.abc import Mapping
from types import MappingProxyType

from assistant.prompts.confirm_next_step import ConfirmNextStep
from assistant.prompts.rule import Rule
from assistant.prompts.state_purpose import StatePurpose
from assistant.prompts.switch_to_business import SwitchToBusiness

_ALL: tuple[Rule, ...] = (StatePurpose(), SwitchToBusiness(), ConfirmNextStep())
RULES: Mapping[str, Rule] = MappingProxyType({rule.prompt: rule for rule in _ALL})
