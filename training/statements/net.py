"""The tagger: a small encoder over word pieces that finds cues, and a reader that labels the words round each cue."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from readout.extract.statements.tagger.decode import READ_LABELS
from readout.extract.statements.tagger.features import PAIR_SIZES, TOKEN_SIZES

# The encoder's layers, and after how many of them it is told the features of tokens.
LAYERS, TOLD = 4, 2
WIDTH = 160
CUE_LABELS = 3
_HIDDEN, _HEADS, _DROP = 384, 12, 0.1
_ATTENTION = "com.microsoft::MultiHeadAttention"


class Attention(nn.Module):
    """Self-attention as BERT has it; exported as the runtime's own operator, which needs no mask for a batch of one."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, size, width = x.shape
        if torch.onnx.is_in_onnx_export():
            parts = (self.query(x), self.key(x), self.value(x))
            mixed = torch.onnx.ops.symbolic(_ATTENTION, parts, {"num_heads": self.heads}, dtype=x.dtype, shape=x.shape)
            return self.out(mixed)
        q, k, v = (
            f(x).view(batch, size, self.heads, width // self.heads).transpose(1, 2)
            for f in (self.query, self.key, self.value)
        )
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.out(mixed.transpose(1, 2).reshape(batch, size, width))


class Layer(nn.Module):
    """A transformer layer, normalised after each half."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = nn.Dropout(_DROP)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        x = self.norm1(x + self.drop(self.attention(x, mask)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


def _over_keys(mask: Tensor | None) -> Tensor | None:
    return None if mask is None else mask[:, None, None, :]


def _tables(sizes: tuple[int, ...], width: int) -> nn.ModuleList:
    tables = nn.ModuleList(nn.Embedding(size, width) for size in sizes)
    for embedding in tables:
        nn.init.normal_(embedding.weight, std=0.02)
    return tables


class Encoder(nn.Module):
    """Word pieces and features of tokens -> a vector a token, and the logits of cue labels."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, _HIDDEN), nn.Embedding(512, _HIDDEN)
        self.norm = nn.LayerNorm(_HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer(_HIDDEN, _HEADS, 4 * _HIDDEN) for _ in range(LAYERS))
        self.features = _tables(TOKEN_SIZES, _HIDDEN)
        self.told = nn.LayerNorm(_HIDDEN, 1e-12)
        self.drop = nn.Dropout(_DROP)
        self.cue = nn.Linear(_HIDDEN, CUE_LABELS)
        self.project = nn.Linear(_HIDDEN, WIDTH)

    def lower(self, pieces: Tensor, layers: int) -> Tensor:
        """What the first `layers` of at most `TOLD` layers make of windows of one length: (b, p) -> (b, p, 384)."""
        x = self.norm(self.words(pieces) + self.places(torch.arange(pieces.shape[1], device=pieces.device)))
        for layer in self.layers[:layers]:
            x = layer(x, None)
        return x

    def upper(
        self, x: Tensor, features: Tensor, mask: Tensor | None, fronts: Tensor, layers: int
    ) -> tuple[Tensor, Tensor]:
        """The rest of `forward`, from what `lower` makes with as many layers."""
        for layer in self.layers[layers:TOLD]:
            x = layer(x, _over_keys(mask))
        for column, embedding in enumerate(self.features):
            x = x + embedding(features[:, :, column])
        x = self.drop(self.told(x))
        for layer in self.layers[TOLD:]:
            x = layer(x, _over_keys(mask))
        tokens = torch.gather(x, 1, fronts[:, :, None].expand(-1, -1, _HIDDEN))
        return self.project(tokens), self.cue(tokens)

    def forward(self, pieces: Tensor, features: Tensor, fronts: Tensor) -> tuple[Tensor, Tensor]:
        """Of windows of one length; shapes: pieces (b, p), features (b, p, 8), fronts (b, t) the first piece of each
        token -> (b, t, WIDTH), (b, t, 3).
        """
        return self.upper(self.lower(pieces, TOLD), features, None, fronts, TOLD)


class Reader(nn.Module):
    """The words round a cue -> the logits of source and content labels, and whether the cue is one."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs = _tables(PAIR_SIZES, WIDTH)
        self.about = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, 5, 2 * WIDTH) for _ in range(2))
        self.drop = nn.Dropout(_DROP)
        self.label = nn.Linear(WIDTH, READ_LABELS)
        self.valid = nn.Linear(WIDTH, 1)

    def forward(self, x: Tensor, pairs: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Shapes: x (n, t, WIDTH), pairs (n, t, 7), mask (n, t) true where a token is -> (n, t, 5), (n,)."""
        here = (pairs[:, :, 5] == 1).to(x.dtype)[:, :, None]
        count = here.sum(1, keepdim=True).clamp(min=1.0)
        x = x + self.about((x * here).sum(1, keepdim=True) / count)
        for column, embedding in enumerate(self.pairs):
            x = x + embedding(pairs[:, :, column])
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, _over_keys(mask))
        pooled = (x * here).sum(1) / count[:, 0]
        return self.label(x), self.valid(pooled)[:, 0]
