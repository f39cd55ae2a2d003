"""English verbs in their forms: what the past tense of one is, and the one form by which words are compared whatever their ending."""

import re
from functools import lru_cache

_IRREGULAR = """
be was been | become became become | begin began begun | bend bent bent | bite bit bitten | blow blew blown | break broke broken
bring brought brought | build built built | burn burnt burnt | buy bought bought | catch caught caught | choose chose chosen
come came come | cost cost cost | cut cut cut | deal dealt dealt | dig dug dug | do did done | draw drew drawn | drink drank drunk
drive drove driven | eat ate eaten | fall fell fallen | feed fed fed | feel felt felt | fight fought fought | find found found
fit fitted fitted | fly flew flown | forget forgot forgotten | freeze froze frozen | get got got | give gave given | go went gone
grow grew grown | hang hung hung | have had had | hear heard heard | hide hid hidden | hit hit hit | hold held held | hurt hurt hurt
keep kept kept | know knew known | lay laid laid | lead led led | learn learnt learnt | leave left left | lend lent lent | let let let
light lit lit | lose lost lost | make made made | mean meant meant | meet met met | pay paid paid | put put put | quit quit quit
read read read | ride rode ridden | ring rang rung | rise rose risen | run ran run | say said said | see saw seen | sell sold sold
send sent sent | set set set | shake shook shaken | shine shone shone | shoot shot shot | show showed shown | shrink shrank shrunk
shut shut shut | sing sang sung | sink sank sunk | sit sat sat | sleep slept slept | slide slid slid | speak spoke spoken
spend spent spent | split split split | spread spread spread | stand stood stood | steal stole stolen | stick stuck stuck
strike struck struck | swear swore sworn | sweep swept swept | swim swam swum | swing swung swung | take took taken | teach taught taught
tear tore torn | tell told told | think thought thought | throw threw thrown | understand understood understood | wake woke woken
wear wore worn | win won won | wind wound wound | write wrote written
"""
_REGULAR = frozenset(
    """
    accept add agree announce apply approve argue arrange ask bake bank believe bid bill book build call camp cancel care change charge
    check clean climb close collect compare complain confirm cook count cover cross cycle decide deliver deposit describe discuss drop earn
    email enjoy expect explain farm fill finish fish fix follow grant guess handle harvest hate help hire hope include install jog join kill
    knit knock lack last learn lease like live load look love manage matter measure mend mention mind miss move need notice offer open order
    owe own pack paint park pass pencil phone pick plan plant play post pour prefer press print process promise propose pull push race raise
    reach receive reckon recommend refund reject remember renew rent repair replace require retire return review run save score seem serve
    settle share ship sign skate sort sound spill stain start stay stock stop store struggle suffer suggest supply suppose swim swing switch
    talk taste tender test text thank touch train transfer travel trust try turn use visit wait walk want warn wash watch weigh weld wish
    wonder work worry
    """.split()
)
_TABLE = [entry.split() for line in _IRREGULAR.strip().splitlines() for entry in line.split("|")]
PAST = {base: past for base, past, _ in _TABLE} | {base: "" for base in _REGULAR if base not in {row[0] for row in _TABLE}}
"""The past tense of every verb known here; "" where it is made by rule."""
_BASE = {form: base for base, *forms in _TABLE for form in forms} | {
    "is": "be", "am": "be", "are": "be", "were": "be", "being": "be", "has": "have", "does": "do", "goes": "go", "burned": "burn", "learned": "learn",
    "going": "go", "doing": "do", "dying": "die", "lying": "lie", "tying": "tie",
}  # fmt: skip
_PAST_FORMS = frozenset(row[1] for row in _TABLE)


def past(base: str) -> str | None:
    """The past tense of a verb; None where the word is no verb known here."""
    found = PAST.get(base)
    if found is None:
        return None
    if found:
        return found
    if base.endswith("e"):
        return f"{base}d"
    if re.search(r"[^aeiou]y$", base):
        return f"{base[:-1]}ied"
    doubled = base in _DOUBLED
    return f"{base}{base[-1] if doubled else ''}ed"


_DOUBLED = frozenset("plan stop drop ship fit pop cancel travel".split())


def is_past(word: str) -> bool:
    """Whether a word is the past tense of a verb."""
    return word in _PAST_FORMS or bool(re.fullmatch(r"[a-z]{2,}ed", word) and base_form(word) in _STEMS)


@lru_cache(maxsize=16384)
def base_form(word: str) -> str:
    """The form by which a word is compared: "wilted" and "wilts" as "wilt", "rang" as "ring"."""
    word = _BASE.get(word, word)
    if len(word) <= 3:
        return word
    stem = re.sub(r"(?<=[^aeiou])(?:ies|ied)$", "y", word)
    if stem == word:
        stem = re.sub(r"(?:ing|ed|es|s|'s)$", "", word)
    if len(stem) < 3 or not re.search("[aeiouy]", stem):
        stem = word
    stem = re.sub(r"([^aeioulsz])\1$", r"\1", stem)
    return stem.removesuffix("e") if len(stem) > 3 else stem


_STEMS = frozenset(base_form(base) for base in PAST)
