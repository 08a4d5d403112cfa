"""Trains the encoder from nothing and writes the model folder. `train.sh` is the command that runs this."""

import argparse
import collections
import json
import os
import time

import torch

import static
import texts
import transformer
import wordpiece
from export_onnx import write_onnx

SEED, PIECES = 1, 16000
# WordNet has five times the pairs of all the rest: each kind has its own share of a batch instead.
SHARES = {'halves': 0.35, 'exchanges': 0.05, 'answers': 0.15, 'WordNet': 0.45}
LONG_SHARES = {'halves': 0.5, 'exchanges': 0.1, 'answers': 0.4}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--data', required=True, help='folder with text/, sts/ and raw/')
    parser.add_argument('--out', required=True, help='model folder to write, in transformers.js layout')
    return parser.parse_args()


def write_folder(out, tokenizer, encoder):
    """config.json, tokenizer files and onnx/model.onnx."""
    limit = transformer.POSITIONS
    special = {f'{n}_token': f'[{t}]' for n, t in (('unk', 'UNK'), ('sep', 'SEP'), ('pad', 'PAD'), ('cls', 'CLS'), ('mask', 'MASK'))}
    files = {
        'config.json': {
            'architectures': ['BertModel'], 'model_type': 'bert', 'hidden_act': 'relu', 'hidden_size': static.DIMENSIONS,
            'intermediate_size': transformer.HIDDEN, 'num_attention_heads': transformer.HEADS, 'num_hidden_layers': transformer.LAYERS,
            'max_position_embeddings': limit, 'type_vocab_size': 2, 'vocab_size': len(tokenizer.pieces), 'pad_token_id': wordpiece.PAD,
            'layer_norm_eps': 1e-5,
        },
        'tokenizer.json': tokenizer.tokenizer_json(limit),
        'tokenizer_config.json': {
            **special, 'tokenizer_class': 'BertTokenizer', 'do_lower_case': True, 'model_max_length': limit,
            'strip_accents': None, 'tokenize_chinese_chars': True, 'clean_up_tokenization_spaces': True,
        },
        'special_tokens_map.json': special,
    }
    os.makedirs(os.path.join(out, 'onnx'), exist_ok=True)
    for name, content in files.items():
        with open(os.path.join(out, name), 'w', encoding='utf-8') as file:
            json.dump(content, file, ensure_ascii=False, indent=None if name == 'tokenizer.json' else 2)
            file.write('\n')
    write_onnx(
        os.path.join(out, 'onnx', 'model.onnx'), words=encoder.words.detach().numpy(),
        positions=encoder.positions.detach().numpy(), layers=encoder.layers,
    )


def main():
    options = arguments()
    started = time.time()
    log = lambda text: print(f'[{time.time() - started:.0f} s] {text}', flush=True)
    runs, exchanges, answers = texts.read_documents(options.data)
    wordnet = texts.read_wordnet(options.data)

    counts = collections.Counter()
    for run in runs:
        for sentence in run:
            counts.update(wordpiece.words_of(sentence))
    for synset in wordnet:
        for text in (synset['definition'], *synset['members'], *synset['examples']):
            counts.update(wordpiece.words_of(text))
    tokenizer = wordpiece.WordPiece(wordpiece.train_vocabulary(counts, PIECES))
    log(f'{len(tokenizer.pieces)} pieces')

    encode = tokenizer.encode
    sentences = [sum((encode(s) for s in run), []) for run in runs]
    for synset in wordnet:
        sentences.append(encode(', '.join(synset['members']) + ': ' + synset['definition']))
        sentences += [encode(example) for example in synset['examples']]
    vectors = static.initial_vectors(sentences, len(tokenizer.pieces), SEED)
    log(f'initial vectors from {sum(map(len, sentences))} pieces')

    pairs = texts.positives(runs, exchanges, answers, wordnet, encode, SEED)
    vectors = static.train_contrastive(vectors, static.Mixture(pairs, SHARES, SEED), steps=1000, seed=SEED)
    log('contrastive stage done')

    rows = [(encode(a), encode(b), s) for a, b, s in texts.read_scored(os.path.join(options.data, 'sts', 'stsb-train.csv'))]
    vectors = static.tune_on_scores(vectors, rows, epochs=10, seed=SEED)
    log('tuned on scores')

    torch.manual_seed(SEED)
    encoder = transformer.Encoder(vectors)
    transformer.train(encoder, rows, static.Mixture(pairs, LONG_SHARES, SEED), epochs=2, seed=SEED, rate=5e-5)
    log('transformer tuned')
    write_folder(options.out, tokenizer, encoder)
    log(f'written to {options.out}')


if __name__ == '__main__':
    main()
