"""Writes the encoder as ONNX: weights stored as int8 with a scale per row or column, arithmetic in fp32."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from static import DIMENSIONS
from transformer import HEADS


class Graph:
    def __init__(self):
        self.nodes, self.stored, self.count = [], [], 0

    def add(self, kind, *inputs, **attributes):
        self.count += 1
        name = f'{kind}_{self.count}'
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f'node_{name}', **attributes))
        return name

    def store(self, name, array):
        self.stored.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def ints(self, name, *values):
        return self.store(name, np.array(values, np.int64))


def quantised(array, axis):
    """int8 values and the fp32 scale of every slice along the other axis."""
    scale = np.maximum(np.abs(array).max(axis=axis, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.clip(np.rint(array / scale), -127, 127).astype(np.int8), scale


def rows_of(graph, name, array, indices):
    """Gathers int8 rows and their scales, then multiplies: a table never becomes fp32 as a whole."""
    values, scale = quantised(array, 1)
    rows = graph.add('Cast', graph.add('Gather', graph.store(name, values), indices), to=TensorProto.FLOAT)
    return graph.add('Mul', rows, graph.add('Gather', graph.store(name + '_scale', scale), indices))


def linear(graph, name, x, module):
    values, scale = quantised(module.weight.detach().numpy().T, 0)
    zero = graph.store(name + '_zero', np.zeros(scale.shape[1], np.int8))
    weight = graph.add('DequantizeLinear', graph.store(name, values), graph.store(name + '_scale', scale[0]), zero, axis=1)
    return graph.add('Add', graph.add('MatMul', x, weight), graph.store(name + '_bias', module.bias.detach().numpy()))


def norm(graph, name, x, module):
    weight, bias = graph.store(name + '_weight', module.weight.detach().numpy()), graph.store(name + '_bias', module.bias.detach().numpy())
    return graph.add('LayerNormalization', x, weight, bias, axis=-1, epsilon=module.eps)


def bert_graph(graph, x, mask_bias, layers, *, heads, width):
    """Pre-normalised transformer layers over states x."""
    split = graph.ints('split', 0, 0, heads, width // heads)
    joined = graph.ints('joined', 0, 0, width)
    scaling = graph.store('scaling', np.array((width // heads) ** -0.5, np.float32))
    for i, layer in enumerate(layers):
        qkv = linear(graph, f'qkv{i}', norm(graph, f'norm{i}a', x, layer.norm1), layer.qkv)
        graph.count += 1
        parts = [f'part{i}{p}' for p in 'qkv']
        graph.nodes.append(helper.make_node('Split', [qkv], parts, axis=-1, name=f'split_{i}'))
        heads_of = [graph.add('Reshape', part, split) for part in parts]
        q = graph.add('Mul', graph.add('Transpose', heads_of[0], perm=[0, 2, 1, 3]), scaling)
        k = graph.add('Transpose', heads_of[1], perm=[0, 2, 3, 1])
        v = graph.add('Transpose', heads_of[2], perm=[0, 2, 1, 3])
        weights = graph.add('Softmax', graph.add('Add', graph.add('MatMul', q, k), mask_bias), axis=-1)
        mixed = graph.add('Reshape', graph.add('Transpose', graph.add('MatMul', weights, v), perm=[0, 2, 1, 3]), joined)
        x = graph.add('Add', x, linear(graph, f'out{i}', mixed, layer.out))
        up = graph.add('Relu', linear(graph, f'up{i}', norm(graph, f'norm{i}b', x, layer.norm2), layer.up))
        x = graph.add('Add', x, linear(graph, f'down{i}', up, layer.down))
    return x


def write_onnx(path, *, words, positions, layers, heads=HEADS, width=DIMENSIONS):
    """Inputs input_ids, attention_mask, token_type_ids [batch, sequence]; output last_hidden_state."""
    graph = Graph()
    shape = graph.add('Shape', 'input_ids')
    length = graph.add('Gather', shape, graph.store('one', np.array(1, np.int64)))
    steps = graph.add('Range', graph.store('zero', np.array(0, np.int64)), length, 'one')
    x = graph.add('Add', rows_of(graph, 'words', words, 'input_ids'), rows_of(graph, 'positions', positions, steps))
    # Both kinds of token share one zero vector: the input is there because BERT models have it.
    x = graph.add('Add', x, rows_of(graph, 'types', np.zeros((2, width), np.float32), 'token_type_ids'))
    mask = graph.add('Cast', 'attention_mask', to=TensorProto.FLOAT)
    mask = graph.add('Unsqueeze', mask, graph.ints('mask_axes', 1, 2))
    bias = graph.add('Mul', graph.add('Sub', graph.store('kept', np.array(1, np.float32)), mask), graph.store('far', np.array(-1e4, np.float32)))
    x = bert_graph(graph, x, bias, layers, heads=heads, width=width)
    graph.nodes.append(helper.make_node('Identity', [x], ['last_hidden_state'], name='result'))
    shape = ['batch_size', 'sequence_length']
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ('input_ids', 'attention_mask', 'token_type_ids')]
    output = helper.make_tensor_value_info('last_hidden_state', TensorProto.FLOAT, [*shape, width])
    model = helper.make_model(
        helper.make_graph(graph.nodes, 'encoder', inputs, [output], graph.stored),
        producer_name='gnomon', opset_imports=[helper.make_opsetid('', 17)],
    )
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, path)
