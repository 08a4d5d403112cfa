"""The static encoder: one vector per piece, a text is their mean. PPMI + SVD, then contrastive, then STS scores."""

import time

import numpy as np
import torch
import torch.nn.functional as F

from wordpiece import CLS, SEP

DIMENSIONS = 256


def initial_vectors(sentences, size, seed, reach=5):
    """PPMI of pieces within `reach` of each other, its leading singular vectors, weighted by rarity (SIF)."""
    stream = np.concatenate([np.array(s + [-1] * reach, np.int64) for s in sentences])
    together = np.zeros(size * size, np.float32)
    for d in range(1, reach + 1):
        a, b = stream[:-d], stream[d:]
        kept = (a >= 0) & (b >= 0)
        keys, n = np.unique(a[kept] * size + b[kept], return_counts=True)
        together[keys] += n.astype(np.float32) / d
    together = together.reshape(size, size)
    together += together.T.copy()
    counts = np.bincount(stream[stream >= 0], minlength=size).astype(np.float64)
    rows = together.sum(1)
    smooth = rows ** 0.75
    smooth /= smooth.sum()
    for i in range(size):
        if rows[i] > 0:
            hit = together[i] > 0
            line = together[i]
            line[hit] = np.maximum(0, np.log(line[hit] / rows[i] / smooth[hit]))
    torch.manual_seed(seed)
    matrix = torch.from_numpy(together)
    basis = torch.linalg.qr(torch.randn(size, DIMENSIONS + 32))[0]
    for _ in range(4):
        basis = torch.linalg.qr(matrix.T @ (matrix @ basis))[0]
    u, s, _ = torch.linalg.svd(matrix @ basis, full_matrices=False)
    vectors = (u * s.sqrt())[:, :DIMENSIONS].numpy()
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6
    p = counts / counts.sum()
    weights = 1e-3 / (1e-3 + p)
    vectors = vectors - (vectors * counts[:, None]).sum(0) / counts.sum()
    vectors *= weights[:, None]
    fresh = np.random.default_rng(seed).normal(0, 0.02, (size, DIMENSIONS))
    unseen = counts == 0
    vectors[unseen] = fresh[unseen]
    return torch.tensor(vectors, dtype=torch.float32)


def flat(texts):
    """Piece ids of many texts end to end, with [CLS] and [SEP], and where each begins."""
    ids, offsets = [], []
    for text in texts:
        offsets.append(len(ids))
        ids.append(CLS)
        ids += text
        ids.append(SEP)
    return torch.tensor(ids), torch.tensor(offsets)


def embed(vectors, texts):
    """Unit vectors of texts given as piece ids."""
    ids, offsets = flat(texts)
    return F.normalize(F.embedding_bag(ids, vectors, offsets, mode='mean'), dim=1)


def dropped(text, rng, share):
    """The text without a random share of its pieces, never empty."""
    if share <= 0 or len(text) < 3:
        return text
    return [p for p, r in zip(text, rng.random(len(text))) if r >= share] or text


def contrastive_loss(a, b, groups, temperature=0.05):
    """InfoNCE both ways; two pairs of one group are not negatives of each other."""
    scores = a @ b.T / temperature
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    scores = scores.masked_fill(same, -1e4)
    target = torch.arange(len(a))
    return (F.cross_entropy(scores, target) + F.cross_entropy(scores.T, target)) / 2


def score_loss(cosines, scores):
    """One minus the correlation with the human scores, plus the squared error of the cosine."""
    a, b = cosines - cosines.mean(), scores - scores.mean()
    correlation = (a * b).sum() / (a.norm() * b.norm() + 1e-9)
    return 1 - correlation + F.mse_loss(cosines, scores)


class Mixture:
    """Draws positive pairs: a fixed share of each batch from every kind, each kind in passes of its own order."""

    def __init__(self, kinds, shares, seed):
        self.kinds, self.shares = kinds, shares
        self.rng = np.random.default_rng(seed)
        self.orders = {kind: np.array([], np.int64) for kind in shares}

    def draw(self, size):
        drawn = []
        for kind, share in self.shares.items():
            n = round(size * share)
            if len(self.orders[kind]) < n:
                self.orders[kind] = self.rng.permutation(len(self.kinds[kind]))
            chosen, self.orders[kind] = self.orders[kind][:n], self.orders[kind][n:]
            drawn += [self.kinds[kind][i] for i in chosen]
        return drawn


def train_contrastive(vectors, mixture, *, steps, seed, batch=768, rate=2e-3, drop=0.1):
    """Pulls the two texts of a pair together, away from those of the other pairs of the batch."""
    rng = np.random.default_rng(seed)
    vectors = torch.nn.Parameter(vectors.clone())
    optimiser = torch.optim.Adam([vectors], lr=rate)
    started, total = time.time(), 0.0
    for step in range(steps):
        for g in optimiser.param_groups:
            g['lr'] = rate * min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
        drawn = mixture.draw(batch)
        a = embed(vectors, [dropped(p[0], rng, drop) for p in drawn])
        b = embed(vectors, [dropped(p[1], rng, drop) for p in drawn])
        loss = contrastive_loss(a, b, torch.tensor([p[2] for p in drawn]))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        total += loss.item()
        if step % 250 == 249:
            print(f'contrastive {step + 1}: loss {total / 250:.3f}, {time.time() - started:.0f} s', flush=True)
            total = 0.0
    return vectors.detach()


def tune_on_scores(vectors, rows, *, epochs, seed, batch=256, rate=1e-3, drop=0.1):
    """Fits cosines to human scores."""
    rng = np.random.default_rng(seed)
    vectors = torch.nn.Parameter(vectors.clone())
    optimiser = torch.optim.Adam([vectors], lr=rate)
    steps, step = epochs * (len(rows) // batch), 0
    for epoch in range(epochs):
        order = rng.permutation(len(rows))
        for at in range(0, len(rows) - batch + 1, batch):
            for g in optimiser.param_groups:
                g['lr'] = rate * max(0.02, 1 - step / steps)
            chosen = [rows[i] for i in order[at:at + batch]]
            a = embed(vectors, [dropped(r[0], rng, drop) for r in chosen])
            b = embed(vectors, [dropped(r[1], rng, drop) for r in chosen])
            loss = score_loss((a * b).sum(1), torch.tensor([r[2] for r in chosen]))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
    return vectors.detach()
