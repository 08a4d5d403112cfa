"""A two-layer transformer over the piece vectors that begins as an exact identity, so it starts from the static encoder."""

import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from static import DIMENSIONS, contrastive_loss, dropped, score_loss
from wordpiece import CLS, PAD, SEP

LAYERS, HEADS, HIDDEN, POSITIONS = 2, 4, 512, 512


class Layer(nn.Module):
    """Pre-normalised attention and feed-forward. The last matrix of each branch starts at zero: output equals input."""

    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(DIMENSIONS), nn.LayerNorm(DIMENSIONS)
        self.qkv, self.out = nn.Linear(DIMENSIONS, 3 * DIMENSIONS), nn.Linear(DIMENSIONS, DIMENSIONS)
        self.up, self.down = nn.Linear(DIMENSIONS, HIDDEN), nn.Linear(HIDDEN, DIMENSIONS)
        for last in (self.out, self.down):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, x, bias):
        n, length, _ = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(n, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(2, 3) / (DIMENSIONS // HEADS) ** 0.5 + bias).softmax(-1)
        x = x + self.out((weights @ v).transpose(1, 2).reshape(n, length, DIMENSIONS))
        return x + self.down(F.relu(self.up(self.norm2(x))))


class Encoder(nn.Module):
    def __init__(self, vectors):
        super().__init__()
        self.words = nn.Parameter(vectors.clone())
        self.positions = nn.Parameter(torch.zeros(POSITIONS, DIMENSIONS))
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids, mask):
        x = F.embedding(ids, self.words) + self.positions[: ids.shape[1]]
        bias = (1 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def embed(self, texts):
        """Unit vectors of texts given as piece ids: the masked mean of the last states."""
        longest = max(map(len, texts)) + 2
        ids = torch.full((len(texts), longest), PAD)
        mask = torch.zeros(len(texts), longest)
        for i, text in enumerate(texts):
            ids[i, : len(text) + 2] = torch.tensor([CLS, *text, SEP])
            mask[i, : len(text) + 2] = 1
        states = self(ids, mask) * mask[:, :, None]
        return F.normalize(states.sum(1) / mask.sum(1, keepdim=True), dim=1)


def by_length(rows, size, rng):
    """Batches of rows of like length, in random order: little padding."""
    keyed = sorted(range(len(rows)), key=lambda i: (max(len(rows[i][0]), len(rows[i][1])) // 4, rng.random()))
    batches = [keyed[at:at + size] for at in range(0, len(keyed) - size + 1, size)]
    rng.shuffle(batches)
    return [[rows[i] for i in batch] for batch in batches]


def train(encoder, rows, mixture, *, epochs, seed, rate, batch=64, pairs=32, window=96, weight=0.3, drop=0.1):
    """Fits cosines to scores while the contrastive loss keeps long texts in place; the piece vectors move ten times slower."""
    rng = np.random.default_rng(seed)
    others = [p for n, p in encoder.named_parameters() if n != 'words']
    optimiser = torch.optim.Adam([{'params': [encoder.words], 'scale': 0.1}, {'params': others, 'scale': 1.0}], lr=rate)
    started, step, steps = time.time(), 0, epochs * (len(rows) // batch)
    for epoch in range(epochs):
        for chosen in by_length(rows, batch, rng):
            for g in optimiser.param_groups:
                g['lr'] = g['scale'] * rate * min(1, (step + 1) / 50) * max(0.02, 1 - step / steps)
            vectors = encoder.embed([dropped(row[side], rng, drop) for side in (0, 1) for row in chosen])
            loss = score_loss((vectors[:batch] * vectors[batch:]).sum(1), torch.tensor([row[2] for row in chosen]))
            drawn = mixture.draw(pairs)
            a, b = (encoder.embed([pair[side][:window] for pair in drawn]) for side in (0, 1))
            loss = loss + weight * contrastive_loss(a, b, torch.tensor([pair[2] for pair in drawn]))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(others, 1.0)
            optimiser.step()
            step += 1
        print(f'transformer epoch {epoch + 1}: {time.time() - started:.0f} s', flush=True)
    return encoder
