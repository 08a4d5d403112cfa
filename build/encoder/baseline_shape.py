"""Writes a model of MiniLM-L6's shape with random weights, exported the same way: what throughput is compared with."""

import sys
from types import SimpleNamespace

import numpy as np
import torch
from torch import nn

from export_onnx import write_onnx

WIDTH, HIDDEN, LAYERS, HEADS, PIECES, POSITIONS = 384, 1536, 6, 12, 30522, 512


def layer():
    return SimpleNamespace(
        norm1=nn.LayerNorm(WIDTH), norm2=nn.LayerNorm(WIDTH), qkv=nn.Linear(WIDTH, 3 * WIDTH), out=nn.Linear(WIDTH, WIDTH),
        up=nn.Linear(WIDTH, HIDDEN), down=nn.Linear(HIDDEN, WIDTH),
    )


if __name__ == '__main__':
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    table = lambda rows: rng.normal(0, 0.05, (rows, WIDTH)).astype(np.float32)
    write_onnx(sys.argv[1], words=table(PIECES), positions=table(POSITIONS), layers=[layer() for _ in range(LAYERS)], heads=HEADS, width=WIDTH)
