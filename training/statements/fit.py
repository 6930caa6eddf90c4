"""The training loop: shuffled batches of like length, AdamW, a warm-up and a linear decay, in two phases.

The first phase leaves the lower layers alone, since what they make needs computing but once; the second trains all
layers at smaller steps and keeps a running mean of the weights. Each epoch is saved.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from readout.extract.statements.tagger.features import PAIR_SIZES, TOKEN_SIZES
from training.statements.data import Example
from training.statements.net import TOLD, Encoder, Reader

SEED = 11
BATCH = 4
# The most cues of a batch whose reading is learnt; the rest of a crowded batch waits for the next epoch.
CUES = 64
WARM_UP, CLIP = 0.06, 1.0
# The running mean of the second phase forgets this share a step.
_FORGET = 0.002
# A reader's labels count as much as this many tokens, whatever is out of sight.
_SIGHT = 30.0
# How often the rules' drafts are hidden, so that the tagger can stand without them.
_HIDE = 0.15
_RULES = (5, 6, 7)
# Batches between two lines of progress.
_REPORT = 20


@dataclass(frozen=True, slots=True)
class Phase:
    """How many epochs, how many layers stay as they are, the steps of known and of new weights, if the mean is kept."""

    epochs: int
    frozen: int
    rate: float
    new_rate: float
    mean: bool


PHASES = (Phase(4, TOLD, 1.5e-4, 1e-3, mean=False), Phase(3, 0, 8e-5, 3e-4, mean=True))


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of some windows, padded, and of the cues in them (`rows`: which window each is in)."""

    hidden: Tensor
    features: Tensor
    mask: Tensor
    fronts: Tensor
    cues: Tensor
    rows: list[int]
    spans: list[tuple[int, int]]
    pairs: Tensor
    seen: Tensor
    labels: Tensor
    valid: Tensor


def lowered(encoder: Encoder, examples: list[Example], layers: int) -> list[Tensor]:
    """What the encoder's frozen layers make of each window, in half precision: (pieces, 384) each."""
    found: list[Tensor] = []
    encoder.eval()
    with torch.inference_mode():
        for example in examples:
            pieces = torch.from_numpy(example.window.pieces)[None]
            found.append(encoder.lower(pieces, layers)[0].half())
    return found


def batch_of(examples: list[Example], hidden: list[Tensor], draw: random.Random | None = None) -> Batch:
    """A batch; `draw` hides the rules' drafts now and then."""
    wide = max(len(e.window.pieces) for e in examples)
    long = max(len(e.cues) for e in examples)
    features = np.zeros((len(examples), wide, len(TOKEN_SIZES)), dtype=np.int64)
    mask = np.zeros((len(examples), wide), dtype=bool)
    fronts = np.zeros((len(examples), long), dtype=np.int64)
    cues = np.full((len(examples), long), -100, dtype=np.int64)
    chosen = []
    for row, example in enumerate(examples):
        window = example.window
        size, count = len(window.pieces), len(example.cues)
        mask[row, :size] = True
        tokens = example.tokens
        alone = draw is not None and draw.random() < _HIDE
        if alone:
            tokens = tokens.copy()
            tokens[:, _RULES] = 0
        inside = window.owners >= 0
        features[row, :size][inside] = tokens[window.owners[inside]]
        fronts[row, :count], cues[row, :count] = window.fronts, example.cues
        chosen += [(row, reading, alone) for reading in example.readings]
    if draw is not None and len(chosen) > CUES:
        chosen = draw.sample(chosen, CUES)
    reach = max((r.high - r.low for _, r, _ in chosen), default=1)
    pairs = np.zeros((len(chosen), reach, len(PAIR_SIZES)), dtype=np.int64)
    labels = np.full((len(chosen), reach), -100, dtype=np.int64)
    seen = np.zeros((len(chosen), reach), dtype=bool)
    for number, (_, reading, alone) in enumerate(chosen):
        size = reading.high - reading.low
        pairs[number, :size], seen[number, :size] = reading.pairs, True
        if alone:
            pairs[number, :, 6] = 0
        if reading.valid:
            labels[number, :size] = reading.labels
    return Batch(
        hidden=pad_sequence(hidden, batch_first=True),
        features=torch.from_numpy(features),
        mask=torch.from_numpy(mask),
        fronts=torch.from_numpy(fronts),
        cues=torch.from_numpy(cues),
        rows=[row for row, _, _ in chosen],
        spans=[(r.low, r.high) for _, r, _ in chosen],
        pairs=torch.from_numpy(pairs),
        seen=torch.from_numpy(seen),
        labels=torch.from_numpy(labels),
        valid=torch.tensor([float(r.valid) for _, r, _ in chosen]),
    )


def views(tokens: Tensor, batch: Batch) -> Tensor:
    """The token vectors that each cue's reader sees, padded: (cues, reach, width)."""
    reach = batch.pairs.shape[1]
    cut = [
        F.pad(tokens[row, low:high], (0, 0, 0, reach - high + low))
        for row, (low, high) in zip(batch.rows, batch.spans, strict=True)
    ]
    return torch.stack(cut)


def losses(encoder: Encoder, reader: Reader, batch: Batch, frozen: int) -> tuple[Tensor, Tensor, Tensor]:
    """What the cues, the readers' labels and the cues' validity cost."""
    tokens, cues = encoder.upper(batch.hidden.float(), batch.features, batch.mask, batch.fronts, frozen)
    of_cues = F.cross_entropy(cues.flatten(0, 1), batch.cues.flatten(), ignore_index=-100)
    if not batch.rows:
        return of_cues, of_cues * 0.0, of_cues * 0.0
    labels, valid = reader(views(tokens, batch), batch.pairs, batch.seen)
    of_labels = F.cross_entropy(labels.flatten(0, 1), batch.labels.flatten(), ignore_index=-100, reduction="sum")
    count = batch.valid.sum().clamp(min=1.0)
    return of_cues, of_labels / (_SIGHT * count), F.binary_cross_entropy_with_logits(valid, batch.valid)


def _batches(examples: list[Example], draw: random.Random) -> Iterator[list[int]]:
    """The numbers of all examples in batches of like length, in random order."""
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].window.pieces) + draw.random() * 60)
    groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    draw.shuffle(groups)
    yield from groups


def fit(encoder: Encoder, reader: Reader, examples: Callable[[], list[Example]], folder: Path) -> None:
    """Train in place; `folder` gets the weights after each epoch, and a run that was cut off goes on from the last.

    `examples` is called only when an epoch is missing.
    """
    begun = max((int(path.stem.removeprefix("epoch")) for path in folder.glob("epoch*.pt")), default=0)
    both = nn.ModuleDict({"encoder": encoder, "reader": reader})
    first = 1
    for phase in PHASES:
        last = first + phase.epochs - 1
        if begun < last:
            _train(both, examples(), folder, phase, first, begun)
        elif begun == last:
            _take(both, torch.load(folder / f"epoch{last}.pt"), phase)
        first = last + 1


def _take(both: nn.ModuleDict, state: dict[str, dict[str, Tensor]], phase: Phase) -> None:
    """The weights that a phase ends with."""
    if not phase.mean:
        both.load_state_dict(state["both"])
        return
    mean = AveragedModel(both)
    mean.load_state_dict(state["mean"])
    both.load_state_dict(mean.module.state_dict())


def _train(both: nn.ModuleDict, examples: list[Example], folder: Path, phase: Phase, first: int, begun: int) -> None:
    """One phase; its epochs count from `first`, and those up to `begun` are in the folder."""
    encoder, reader = both["encoder"], both["reader"]
    assert isinstance(encoder, Encoder)
    assert isinstance(reader, Reader)
    for part in (encoder.words, encoder.places, encoder.norm):
        part.requires_grad_(False)
    for number, layer in enumerate(encoder.layers):
        layer.requires_grad_(number >= phase.frozen)
    mean = AveragedModel(both, multi_avg_fn=get_ema_multi_avg_fn(1.0 - _FORGET))
    added = (encoder.features, encoder.told, encoder.cue, encoder.project, reader)
    new = {id(p) for module in added for p in module.parameters()}
    learnt = [p for p in both.parameters() if p.requires_grad]
    known = [p for p in learnt if id(p) not in new]
    fresh = [p for p in learnt if id(p) in new]
    optimiser = torch.optim.AdamW(
        [{"params": known, "lr": phase.rate}, {"params": fresh, "lr": phase.new_rate}], weight_decay=0.01
    )
    steps = phase.epochs * -(-len(examples) // BATCH)
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm)))
    )
    parts = {"both": both, "mean": mean, "optimiser": optimiser, "schedule": schedule}
    if begun >= first:
        state = torch.load(folder / f"epoch{begun}.pt")
        for name, part in parts.items():
            part.load_state_dict(state[name])
    hidden = lowered(encoder, examples, phase.frozen)
    both.train()
    for epoch in range(max(begun + 1, first), first + phase.epochs):
        torch.manual_seed(SEED + epoch)
        draw = random.Random(SEED + epoch)
        started, sums = time.monotonic(), np.zeros(3)
        for number, group in enumerate(_batches(examples, draw), 1):
            batch = batch_of([examples[n] for n in group], [hidden[n] for n in group], draw)
            costs = losses(encoder, reader, batch, phase.frozen)
            optimiser.zero_grad(set_to_none=True)
            torch.stack(costs).sum().backward()
            nn.utils.clip_grad_norm_(learnt, CLIP)
            optimiser.step()
            schedule.step()
            if phase.mean:
                mean.update_parameters(both)
            sums += [float(c.detach()) for c in costs]
            if number % _REPORT == 0:
                cue, read, valid = sums / _REPORT
                rate = (time.monotonic() - started) / number
                print(
                    f"epoch {epoch} batch {number} of {steps // phase.epochs}  {rate:.2f} s a batch  "
                    f"cue {cue:.4f} read {read:.3f} valid {valid:.3f}",
                    flush=True,
                )
                sums[:] = 0.0
        torch.save({name: part.state_dict() for name, part in parts.items()}, folder / f"epoch{epoch}.pt")
    if phase.mean:
        both.load_state_dict(mean.module.state_dict())
