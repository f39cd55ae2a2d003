"""What a line carries when nobody speaks, made from numbers alone: every kind for any length, level and seed, at 16 kHz."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from audio.frames import SAMPLE_RATE, Samples

Sound = NDArray[np.float64]
Chance = np.random.Generator

_LSB = 1 / 32768


def _sum(parts: Iterable[Sound]) -> Sound:
    return np.asarray(sum(parts))


def telephone(sound: Samples, chance: Chance) -> Samples:
    """The same through a telephone: 300 to 3400 Hz, 8 kHz, mu-law, and the line's own noise. Still at 16 kHz."""
    narrow = _band(sound + chance.normal(0, 10 ** (-62 / 20), len(sound)), 300, 3400)[::2]
    heard = np.repeat(_mu_law(narrow), 2)
    return _samples(_band(heard, 0, 3600))


def silence(chance: Chance, seconds: float) -> Sound:
    """Digital silence; then with dither; then with an offset; then with a bit that flips now and then."""
    made = np.zeros(_count(seconds))
    kind = chance.integers(4)
    if kind == 1:
        made += np.round(chance.normal(0, 0.7, len(made))) * _LSB
    elif kind == 2:
        made += chance.uniform(-0.05, 0.05)
    elif kind == 3:
        made[chance.random(len(made)) < 0.01] = _LSB
    return made


def room(chance: Chance, seconds: float) -> Sound:
    """Air conditioning, mains hum, a fan's blades, a refrigerator that starts and stops, traffic that passes."""
    made = _coloured(chance, seconds, chance.uniform(0.6, 1.3)) * (1 + 0.3 * _wander(chance, seconds, 0.3))
    time = _time(seconds)
    mains = chance.choice((50.0, 60.0))
    for harmonic in range(1, 12):
        made += chance.uniform(0, 0.5) / harmonic * np.sin(2 * np.pi * mains * harmonic * time + chance.uniform(0, 6))
    blades = chance.uniform(80, 260)
    fan = _coloured(chance, seconds, 0.7) * (1 + 0.5 * np.sin(2 * np.pi * blades / 5 * time))
    for harmonic in range(1, 8):
        fan += 0.3 / harmonic * np.sin(2 * np.pi * blades * harmonic * time)
    compressor = np.clip(np.sin(2 * np.pi * time / chance.uniform(15, 40)) * 5, 0, 1) * _sum(
        np.sin(2 * np.pi * 49 * harmonic * time * chance.uniform(0.998, 1.002)) / harmonic for harmonic in range(1, 15)
    )
    traffic = _coloured(chance, seconds, 1.0) * np.clip(_wander(chance, seconds, 0.15), 0, 2)
    return _mixed((made, fan, compressor, traffic), chance.random(4))


def wind(chance: Chance, seconds: float) -> Sound:
    """Gusts against a microphone, its rumble and its rattle."""
    gusts = np.clip(_wander(chance, seconds, 1.5), 0, None) ** 2
    return _coloured(chance, seconds, 2.0) * gusts + 0.1 * _coloured(chance, seconds, 0.5) * gusts * (1 + _wander(chance, seconds, 12))


def office(chance: Chance, seconds: float) -> Sound:
    """Steps, drawers, cups, paper, a printer, doors, a far telephone, over a quiet room."""
    made = 0.03 * room(chance, seconds)
    things = (_step, _thud, _clink, _paper, _printer, _far_ringing, _creak, _click)
    for at in _times(chance, seconds, 1.2):
        _add(made, at, chance.choice(np.array(things, object))(chance), 10 ** chance.uniform(-1.5, 0))
    return made


def keyboard(chance: Chance, seconds: float) -> Sound:
    """Typing in bursts on one keyboard, its space bar, and a mouse."""
    made = 0.01 * _coloured(chance, seconds, 0.7)
    hertz, width = chance.uniform(800, 4000), chance.uniform(0.2, 1.0)
    at = 0.0
    while at < seconds - 0.5:
        for _ in range(chance.integers(3, 40)):
            lower = chance.random() < 0.15
            down = _struck(chance, hertz * (0.4 if lower else chance.uniform(0.8, 1.2)), width, chance.uniform(0.008, 0.03))
            _add(made, at, down, chance.uniform(0.4, 1.0))
            _add(made, at + chance.uniform(0.05, 0.12), down, chance.uniform(0.1, 0.5))
            at += max(0.05, chance.normal(0.16, 0.06))
        for _ in range(int(chance.integers(0, 4))):
            _add(made, at, _struck(chance, 3000, 0.6, 0.004), 0.7)
            _add(made, at + 0.09, _struck(chance, 3400, 0.6, 0.004), 0.4)
            at += chance.uniform(0.2, 0.6)
        at += chance.exponential(1.0)
    return made


def body(chance: Chance, seconds: float) -> Sound:
    """Breath, sniffs, coughs, a throat cleared, lips, a chair, cloth: what stays of a person who says nothing."""
    made = 0.004 * _coloured(chance, seconds, 0.7)
    things = (_breath, _breath, _breath, _sniff, _cough, _throat, _lips, _creak, _cloth)
    for at in _times(chance, seconds, 2.5):
        _add(made, at, chance.choice(np.array(things, object))(chance), 10 ** chance.uniform(-1.3, 0))
    return made


def tones(chance: Chance, seconds: float) -> Sound:
    """Dial, ringing, busy and out-of-order tones of several countries, keys, call waiting, a fax, a modem, the pips of a data line."""
    made = np.zeros(_count(seconds))
    at = 0.0
    while at < seconds:
        tone = _signal(chance, min(seconds - at, chance.uniform(6, 20)))
        _add(made, at, tone, chance.uniform(0.3, 1.0))
        at += len(tone) / SAMPLE_RATE + chance.uniform(0.1, 1.5)
    return made


def ringing(chance: Chance, seconds: float) -> Sound:
    """Telephones that ring in the room: bells, electronic warbles, melodies."""
    made = 0.01 * room(chance, seconds)
    at = 0.0
    while at < seconds - 4:
        kind = chance.integers(3)
        for _ in range(chance.integers(2, 6)):
            ring = (_bell, _warble, _ringtone)[kind](chance)
            _add(made, at, ring, 1.0)
            at += len(ring) / SAMPLE_RATE + chance.uniform(0.8, 3)
        at += chance.uniform(1, 4)
    return made


def music(chance: Chance, seconds: float) -> Sound:
    """Tunes on hold: chords, bass, drums and a lead in several timbres, with vibrato and glides; a new piece every 20 s or so."""
    made = np.zeros(_count(seconds))
    at = 0.0
    while at < seconds:
        length = min(seconds - at, chance.uniform(15, 30))
        _add(made, at, _piece(chance, length), 1.0)
        at += length
    return made


def solo(chance: Chance, seconds: float) -> Sound:
    """One instrument alone, the nearest that music comes to a voice: a bowed string, a reed, brass, a flute, a whistle, a wah-wah."""
    return _lead(chance, seconds, chance.choice(("string", "reed", "brass", "flute", "whistle", "wah")), beat=chance.uniform(0.25, 0.6), key=0)


def line(chance: Chance, seconds: float) -> Sound:
    """A bad line: hiss, hum, crackle, comfort noise in steps, codec warble, frames repeated where packets were lost."""
    count = _count(seconds)
    time = _time(seconds)
    hiss = _band(chance.normal(size=count), 300, 3400)
    hum = _sum(chance.uniform(0, 1) * np.sin(2 * np.pi * 50 * harmonic * time) / harmonic for harmonic in range(1, 30))
    crackle = np.zeros(count)
    for at in _times(chance, seconds, 0.3):
        _add(crackle, at, chance.normal(size=chance.integers(1, 60)), 8 * chance.random())
    steps = np.repeat(10 ** chance.uniform(-1, 0, count // 3200 + 1), 3200)[:count]
    comfort = _codec(chance, seconds) * steps
    lost = np.resize(_codec(chance, seconds), count // 320 * 320).reshape(-1, 320)
    for first in np.flatnonzero(chance.random(len(lost)) < 0.05):
        lost[first : first + chance.integers(2, 6)] = lost[first]
    return _mixed((hiss, 3 * hum, crackle, comfort, np.resize(lost.ravel(), count)), chance.random(5) ** 2)


def outside(chance: Chance, seconds: float) -> Sound:
    """Birds, dogs, horns, a siren, a door bell, a motor: what comes through a window."""
    made = 0.02 * _coloured(chance, seconds, 1.0)
    things = (_bird, _bird, _bark, _horn, _siren, _doorbell, _motor)
    for at in _times(chance, seconds, 3.0):
        _add(made, at, chance.choice(np.array(things, object))(chance), 10 ** chance.uniform(-1.3, 0))
    return made


NOISES: Mapping[str, Callable[[Chance, float], Sound]] = {
    "silence": silence,
    "room": room,
    "wind": wind,
    "office": office,
    "keyboard": keyboard,
    "body": body,
    "tones": tones,
    "ringing": ringing,
    "music": music,
    "solo": solo,
    "line": line,
    "outside": outside,
}


def noise(kind: str, seed: int, seconds: float, *, level: float, narrow: bool) -> Samples:
    """So many seconds of a kind, one second in five louder than `level` (dBFS; silence stays what it is); `narrow`: through a telephone. 16 kHz."""
    chance = np.random.default_rng((seed, *kind.encode()))
    made = NOISES[kind](chance, seconds)
    if kind != "silence":
        made = made / (_usual_loud(made) + 1e-9) * 10 ** (level / 20)
    heard = _samples(np.clip(made, -1, 1))
    return telephone(heard, chance) if narrow else heard


def _usual_loud(sound: Sound) -> float:
    """RMS that one second in five exceeds."""
    second = min(len(sound), SAMPLE_RATE)
    powers = np.square(sound[: len(sound) // second * second]).reshape(-1, second).mean(axis=1)
    return float(np.sqrt(np.percentile(powers, 80)))


# Grains: single sounds of up to some seconds, at most about 1.


def _step(chance: Chance) -> Sound:
    return _struck(chance, chance.uniform(80, 400), 1.0, 0.04)


def _thud(chance: Chance) -> Sound:
    made = _struck(chance, chance.uniform(60, 200), 0.7, 0.12)
    _add(made, 0.0, _struck(chance, 900, 1.5, 0.03), 0.3)
    return made


def _clink(chance: Chance) -> Sound:
    time = _time(0.5)
    return _sum(np.sin(2 * np.pi * chance.uniform(1500, 6000) * time) * np.exp(-time * chance.uniform(8, 40)) for _ in range(5)) / 5


def _click(chance: Chance) -> Sound:
    return _struck(chance, chance.uniform(1000, 5000), 1.0, 0.003)


def _paper(chance: Chance) -> Sound:
    seconds = chance.uniform(0.3, 1.5)
    return _band(chance.normal(size=_count(seconds)), 1000, 7000) * np.clip(_wander(chance, seconds, 25), 0, None) * _hump(seconds) / 3


def _cloth(chance: Chance) -> Sound:
    seconds = chance.uniform(0.3, 1.2)
    return _coloured(chance, seconds, 0.8) * np.clip(_wander(chance, seconds, 8), 0, None) * _hump(seconds) / 3


def _printer(chance: Chance) -> Sound:
    made = np.zeros(_count(3))
    for at in np.arange(0, 2.7, chance.uniform(0.15, 0.4)):
        _add(made, float(at), _band(chance.normal(size=_count(0.12)), 400, 3000) * _hump(0.12), 0.4)
    motor = chance.uniform(150, 400)
    return made + 0.1 * np.sign(np.sin(2 * np.pi * motor * _time(3))) * _hump(3)


def _far_ringing(chance: Chance) -> Sound:
    return 0.5 * _band(_warble(chance), 400, 3000)


def _creak(chance: Chance) -> Sound:
    """Stick and slip: pulses whose rate glides, through the wood's resonances."""
    seconds = chance.uniform(0.2, 1.0)
    rate = chance.uniform(30, 200) * (1 + 0.5 * _wander(chance, seconds, 3))
    pulses = (np.diff(np.floor(np.cumsum(np.clip(rate, 10, None)) / SAMPLE_RATE), prepend=0) > 0).astype(float)
    return _resonant(pulses, [(chance.uniform(300, 900), 120), (chance.uniform(1000, 2500), 250)]) * _hump(seconds)


def _breath(chance: Chance) -> Sound:
    seconds = chance.uniform(0.4, 1.6)
    drawn = _resonant(chance.normal(size=_count(seconds)), [(chance.uniform(400, 900), 300), (chance.uniform(1200, 2000), 400), (2800, 600)])
    return 0.3 * drawn * _hump(seconds)


def _sniff(chance: Chance) -> Sound:
    seconds = chance.uniform(0.15, 0.5)
    return 0.4 * _resonant(chance.normal(size=_count(seconds)), [(1000, 500), (chance.uniform(2000, 3500), 800)]) * _hump(seconds)


def _cough(chance: Chance) -> Sound:
    made = np.zeros(_count(2))
    at = 0.0
    for _ in range(chance.integers(1, 4)):
        time = _time(0.35)
        burst = chance.normal(size=len(time)) * np.exp(-time * 14)
        pulses = np.sign(_sine(chance.uniform(120, 300) * np.exp(-time)))
        glottis = pulses * np.exp(-time * 10) * chance.uniform(0, 0.7)
        _add(made, at, _resonant(burst + glottis, [(chance.uniform(500, 900), 200), (chance.uniform(1200, 1800), 250), (2600, 400)]), 1.0)
        at += chance.uniform(0.3, 0.5)
    return made


def _throat(chance: Chance) -> Sound:
    seconds = chance.uniform(0.3, 0.7)
    rough = np.sign(_sine(chance.uniform(60, 110) * (1 + 0.3 * _wander(chance, seconds, 30))))
    return 0.6 * _resonant(rough + chance.normal(size=len(rough)), [(500, 200), (1400, 300), (2400, 400)]) * _hump(seconds)


def _lips(chance: Chance) -> Sound:
    return 0.5 * _struck(chance, chance.uniform(800, 2500), 0.8, 0.01)


def _bell(chance: Chance) -> Sound:
    time = _time(2)
    strikes = 0.4 + 0.6 * np.exp(-((time * chance.uniform(18, 25)) % 1) * 4)
    return np.asarray(strikes * _sum(np.sin(2 * np.pi * hertz * time) for hertz in chance.uniform(900, 3500, 5)) / 5)


def _warble(chance: Chance) -> Sound:
    time = _time(chance.uniform(0.8, 2))
    low = chance.uniform(500, 1500)
    high = low * chance.uniform(1.1, 1.4)
    hertz = np.where((time * chance.uniform(10, 25)) % 1 < 0.5, low, high)
    wave = _sine(hertz)
    return np.asarray(np.sign(wave) if chance.random() < 0.5 else wave) * 0.7


def _ringtone(chance: Chance) -> Sound:
    return _lead(chance, 3.0, chance.choice(("whistle", "bell", "square")), beat=chance.uniform(0.1, 0.2), key=12)


def _bird(chance: Chance) -> Sound:
    time = _time(chance.uniform(0.3, 1.5))
    hertz = chance.uniform(2000, 4500) * (1 + 0.2 * np.sin(2 * np.pi * chance.uniform(3, 20) * time))
    return np.asarray(0.6 * _sine(hertz) * np.clip(np.sin(2 * np.pi * chance.uniform(3, 8) * time), 0, 1))


def _bark(chance: Chance) -> Sound:
    made = np.zeros(_count(2))
    pitch = chance.uniform(200, 600)
    for number in range(chance.integers(1, 5)):
        time = _time(0.22)
        glide = pitch * (1 + 0.6 * np.sin(np.pi * time / 0.22))
        source = _saw(glide) + 0.5 * chance.normal(size=len(time))
        _add(made, 0.4 * number, _resonant(source, [(chance.uniform(600, 1000), 250), (1800, 400)]) * _hump(0.22), 1.0)
    return made


def _horn(chance: Chance) -> Sound:
    seconds = chance.uniform(0.2, 1.5)
    low = chance.uniform(300, 450)
    return 0.5 * (_saw(np.full(_count(seconds), low)) + _saw(np.full(_count(seconds), low * 1.26))) * _hump(seconds) ** 0.2


def _siren(chance: Chance) -> Sound:
    time = _time(5)
    swing = np.sin(2 * np.pi * chance.uniform(0.3, 3) * time)
    hertz = chance.uniform(600, 900) * 1.5 ** (swing if chance.random() < 0.5 else np.sign(swing))
    return np.asarray(0.4 * np.tanh(2 * _sine(hertz)) * _hump(5))


def _doorbell(chance: Chance) -> Sound:
    made = np.zeros(_count(2))
    for at, hertz in ((0.0, 660.0), (0.6, 520.0)):
        time = _time(1.2)
        _add(made, at, _sum(np.sin(2 * np.pi * hertz * over * time) / over for over in (1, 2.76, 5.4)) * np.exp(-4 * time), 0.6)
    return made


def _motor(chance: Chance) -> Sound:
    seconds = 4.0
    hertz = chance.uniform(25, 80) * (1 + 0.4 * _wander(chance, seconds, 0.5))
    source = _saw(hertz) + 0.3 * chance.normal(size=_count(seconds))
    return np.asarray(0.5 * _resonant(source, [(120, 80), (chance.uniform(300, 700), 200)]) * _hump(seconds))


def _signal(chance: Chance, seconds: float) -> Sound:
    """One of the tones that exchanges and machines send, with its cadence."""
    cadences: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...] = (
        ((350, 440), (seconds, 0)),  # dial tone
        ((425,), (seconds, 0)),
        ((440, 480), (2, 4)),  # ringing
        ((400, 450), (0.4, 0.2, 0.4, 2)),
        ((425,), (1, 4)),
        ((480, 620), (0.5, 0.5)),  # busy
        ((425,), (0.5, 0.5)),
        ((425,), (0.25, 0.25)),
        ((400,), (0.375, 0.375)),
        ((440,), (0.3, 9.7)),  # call waiting
        ((1400,), (0.5, 15)),  # a recording is made
        ((2100,), (3, 1)),  # a fax answers
        ((1100,), (0.5, 3)),
        ((1004,), (seconds, 0)),  # test tone
        ((1400, 2060, 2450, 2600), (0.1, 0.1)),  # off the hook
    )
    kind = chance.integers(len(cadences) + 3)
    if kind < len(cadences):
        hertz, cadence = cadences[kind]
        return _cadenced(hertz, cadence, seconds)
    made = np.zeros(_count(seconds))
    if kind == len(cadences):  # keys
        for at in np.arange(0, max(0.1, seconds - 0.3), chance.uniform(0.15, 0.7)):
            pair = (float(chance.choice((697, 770, 852, 941))), float(chance.choice((1209, 1336, 1477, 1633))))
            _add(made, float(at), _cadenced(pair, (1, 0), chance.uniform(0.06, 0.25)), 1.0)
    elif kind == len(cadences) + 1:  # "the number is not in service": three rising tones
        for at in np.arange(0, max(0.1, seconds - 1.2), 4):
            for number, rising in enumerate((950.0, 1400.0, 1800.0)):
                _add(made, float(at) + 0.33 * number, _cadenced((rising,), (1, 0), 0.33), 1.0)
    else:  # a modem
        bits = np.repeat(chance.integers(0, 2, _count(seconds) // 53 + 1), 53)[: len(made)]
        made = _sine(np.where(bits == 1, 1300.0, 2100.0))
    return made


def _cadenced(hertz: tuple[float, ...], cadence: tuple[float, ...], seconds: float) -> Sound:
    time = _time(seconds)
    within, on = time % sum(cadence), np.zeros(len(time), bool)
    start = 0.0
    for number, length in enumerate(cadence):
        if number % 2 == 0:
            on |= (within >= start) & (within < start + length)
        start += length
    return np.asarray(on * _sum(np.sin(2 * np.pi * tone * time) for tone in hertz) / len(hertz))


# Music.

_SCALES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 4, 7, 9))
_TIMBRES = ("string", "reed", "brass", "flute", "whistle", "wah", "bell", "piano", "square", "organ")


def _piece(chance: Chance, seconds: float) -> Sound:
    beat, key = chance.uniform(0.25, 0.7), int(chance.integers(-5, 6))
    scale = _SCALES[chance.integers(len(_SCALES))]
    made = np.zeros(_count(seconds))
    pad = chance.choice(("organ", "string", "piano", "bell"))
    for bar, at in enumerate(np.arange(0, seconds, 4 * beat)):
        root = (0, 4, 5, 3)[bar % 4]
        for degree in (root, root + 2, root + 4):
            pitch = 220 * 2 ** ((key + scale[degree % len(scale)]) / 12)
            _add(made, float(at), _note(chance, pitch, 4 * beat, pad), 0.2)
        _add(made, float(at), _note(chance, 110 * 2 ** ((key + scale[root % len(scale)]) / 12), 2 * beat, "piano"), 0.3)
    if chance.random() < 0.7:
        _add(made, 0, _lead(chance, seconds, chance.choice(_TIMBRES), beat=beat / 2, key=key + 12, scale=scale), 0.6)
    if chance.random() < 0.5:
        kick, snare, hat = (70, 0.5, 0.1), (1500, 3.0, 0.06), (7000, 1.0, 0.02)
        for number, at in enumerate(np.arange(0, seconds, beat / 2)):
            _add(made, float(at), _struck(chance, *(kick, hat, snare, hat)[number % 4]), 0.5)
    return made


def _lead(chance: Chance, seconds: float, timbre: str, *, beat: float, key: int, scale: tuple[int, ...] = _SCALES[0]) -> Sound:
    made = np.zeros(_count(seconds))
    at, degree, before = 0.0, 0, 0.0
    while at < seconds:
        degree = int(np.clip(degree + chance.integers(-3, 4), -5, 9))
        length = beat * chance.choice((0.5, 1, 1, 2, 3))
        pitch = 220 * 2 ** ((key + scale[degree % len(scale)] + 12 * (degree // len(scale))) / 12)
        _add(made, at, _note(chance, pitch, length, timbre, glide_from=before if chance.random() < 0.4 else 0.0), 1.0)
        before = pitch
        at += length if chance.random() < 0.9 else 2 * length
    return made


def _note(chance: Chance, pitch: float, seconds: float, timbre: str, glide_from: float = 0.0) -> Sound:
    time = _time(max(0.05, seconds))
    hertz = np.full(len(time), pitch)
    if glide_from:
        hertz *= (glide_from / pitch) ** np.exp(-time * 25)
    if timbre in ("string", "reed", "brass", "flute", "wah"):
        hertz *= 1 + 0.012 * np.clip(time * 3, 0, 1) * np.sin(2 * np.pi * chance.uniform(4.5, 6.5) * time)
    attack: Sound = np.clip(time * 30, 0, 1) * np.clip((time[-1] - time) * 20, 0, 1)
    match timbre:
        case "string":
            return _resonant(_saw(hertz), [(450, 200), (1100, 400), (2600, 800)]) * attack * 0.7
        case "reed":
            return _resonant(np.sign(_sine(hertz)), [(900, 300), (1500, 500)]) * attack * 0.7
        case "brass":
            return _resonant(_saw(hertz), [(chance.uniform(800, 1500), 500)]) * attack
        case "flute":
            return (_sine(2 * hertz) + 0.05 * chance.normal(size=len(time))) * attack * 0.6
        case "whistle":
            return _sine(3 * hertz) * attack * 0.6
        case "wah":
            sweep = _hump(len(time) / SAMPLE_RATE)
            closed, opened = _resonant(_saw(hertz), [(400, 120), (900, 200)]), _resonant(_saw(hertz), [(800, 150), (1300, 200), (2500, 300)])
            return np.asarray((closed * (1 - sweep) + opened * sweep) * attack)
        case "organ":
            return _sum(_sine(hertz * over) / over for over in (0.5, 1, 2, 3, 4)) * attack * 0.4
        case "square":
            return np.sign(_sine(2 * hertz)) * attack * 0.3
    overtones = (1, 2.76, 5.4) if timbre == "bell" else (1, 2, 3, 4, 5, 6)
    return _sum(np.sin(2 * np.pi * pitch * over * time) * np.exp(-time * (2 + over)) / over for over in overtones) * attack


# Numbers into sound.


def _count(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)


def _time(seconds: float) -> Sound:
    return np.arange(_count(seconds)) / SAMPLE_RATE


def _times(chance: Chance, seconds: float, every: float) -> list[float]:
    """Chance moments, `every` so many seconds on average."""
    return [float(at) for at in np.sort(chance.uniform(0, seconds, chance.poisson(seconds / every)))]


def _add(made: Sound, at: float, grain: Sound, level: float) -> None:
    first = _count(at)
    part = grain[: max(0, len(made) - first)]
    made[first : first + len(part)] += level * part


def _mixed(parts: tuple[Sound, ...], shares: Sound) -> Sound:
    return _sum(share * part / (np.sqrt(np.square(part).mean()) + 1e-9) for share, part in zip(shares, parts, strict=True))


def _hump(seconds: float) -> Sound:
    return np.sin(np.pi * np.arange(_count(seconds)) / max(1, _count(seconds)))


def _sine(hertz: Sound) -> Sound:
    """A wave whose frequency follows a curve."""
    return np.asarray(np.sin(2 * np.pi * np.cumsum(hertz) / SAMPLE_RATE))


def _saw(hertz: Sound) -> Sound:
    return 2 * ((np.cumsum(hertz) / SAMPLE_RATE) % 1) - 1


def _struck(chance: Chance, hertz: float, width: float, decay: float) -> Sound:
    """A noise burst round a frequency, `width` octaves or so wide, dying away within `decay` seconds."""
    time = _time(decay * 6 + 0.01)
    return _band(chance.normal(size=len(time)) * np.exp(-time / decay), hertz * 2**-width, min(7900, hertz * 2**width)) * 2


def _coloured(chance: Chance, seconds: float, slope: float) -> Sound:
    """Noise whose amplitude falls with frequency to the power of `slope`: 0.5 pink, 1 brown. RMS 1."""
    spectrum = np.fft.rfft(chance.normal(size=_count(seconds)))
    hertz = np.fft.rfftfreq(_count(seconds), 1 / SAMPLE_RATE)
    made = np.fft.irfft(spectrum / np.maximum(hertz, 20) ** slope, _count(seconds))
    return np.asarray(made / (made.std() + 1e-12))


def _wander(chance: Chance, seconds: float, hertz: float) -> Sound:
    """A slow curve with nothing above `hertz`, RMS 1."""
    spectrum = np.fft.rfft(chance.normal(size=_count(seconds)))
    spectrum[np.fft.rfftfreq(_count(seconds), 1 / SAMPLE_RATE) > hertz] = 0
    made = np.fft.irfft(spectrum, _count(seconds))
    return np.asarray(made / (made.std() + 1e-12))


def _band(sound: Samples | Sound, low: float, high: float) -> Sound:
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    spectrum[(hertz < low) | (hertz > high)] = 0
    return np.asarray(np.fft.irfft(spectrum, len(sound)))


def _resonant(source: Sound, formants: list[tuple[float, float]]) -> Sound:
    """The source through resonances (Hz, width in Hz); RMS 0.3."""
    hertz = np.fft.rfftfreq(len(source), 1 / SAMPLE_RATE)
    gain = sum(1 / (1 + ((hertz - centre) / width) ** 2) for centre, width in formants)
    made = np.fft.irfft(np.fft.rfft(source) * gain, len(source))
    return np.asarray(0.3 * made / (made.std() + 1e-12))


def _codec(chance: Chance, seconds: float) -> Sound:
    """Noise as a codec makes it anew: every 20 ms another spectrum of few bands."""
    frames = _count(seconds) // 320 + 1
    spectrum = np.fft.rfft(chance.normal(size=(frames, 320)))
    bands = np.repeat(chance.gamma(1.0, 1.0, (frames, 9)), 20, axis=1)[:, : spectrum.shape[1]]
    return np.fft.irfft(spectrum * bands, 320).ravel()[: _count(seconds)]


def _mu_law(sound: Sound) -> Sound:
    squeezed = np.sign(sound) * np.log1p(255 * np.minimum(1, np.abs(sound))) / np.log(256)
    rounded = np.round(squeezed * 127) / 127
    return np.asarray(np.sign(rounded) * (256 ** np.abs(rounded) - 1) / 255)


def _samples(sound: Sound) -> Samples:
    return np.asarray(sound, np.float32)
