"""Reading the training texts and making positive pairs of them. Nothing here opens the STS development rows."""

import collections
import csv
import json
import os
import random
import re

_SENTENCES = re.compile(r'(?<=[.!?])["\')\]]*\s+|\n+')
LONGEST = 192
_SPACE = re.compile(r'\s+')


def read_jsonl(path):
    with open(path, encoding='utf-8') as file:
        return [json.loads(line) for line in file]


def read_documents(data):
    """Runs of sentences not seen before, (prompt, completion) pairs and answers by prompt.

    The T0 prompts hold each passage several times in different templates: a sentence is kept only once.
    Answers to the questions that the evaluation uses are left out."""
    evaluated = {row['uid'] for row in read_jsonl(os.path.join(data, 'raw', 'arena-hard-questions.jsonl'))}
    seen, runs, exchanges, answers = set(), [], [], collections.defaultdict(list)

    def add_runs(text):
        run = []
        for part in _SENTENCES.split(text):
            sentence = _SPACE.sub(' ', part).strip()
            if len(sentence) < 3:
                continue
            if sentence in seen:
                if run:
                    runs.append(run)
                run = []
                continue
            seen.add(sentence)
            run.append(sentence)
        if run:
            runs.append(run)

    paired = set()
    for row in read_jsonl(os.path.join(data, 'text', 'text.jsonl')):
        completion = row['completion'].replace('<|endoftext|>', '').strip()
        if 'prompt_id' in row:
            if row['prompt_id'] in evaluated:
                continue
            answers[row['prompt_id']].append(completion)
            add_runs(completion)
            continue
        add_runs(row['prompt'])
        add_runs(completion)
        if len(completion.split()) >= 5 and completion not in paired:
            paired.add(completion)
            exchanges.append((row['prompt'], completion))
    return runs, exchanges, answers


def read_wordnet(data):
    """Synsets with their members, definition, examples, similar and hypernym synsets."""
    synsets = read_jsonl(os.path.join(data, 'text', 'wordnet.jsonl'))
    return [{'members': [], 'examples': [], 'similar': [], 'hypernym': [], **s} for s in synsets if s.get('definition')]


def read_scored(path):
    """Rows (sentence, sentence, score / 5) of an STS benchmark file."""
    with open(path, encoding='utf-8', newline='') as file:
        return [(row['sentence1'], row['sentence2'], float(row['score']) / 5) for row in csv.DictReader(file)]


def positives(runs, exchanges, answers, wordnet, encode, seed):
    """Positive pairs (ids, ids, group) by kind: pairs of one group are never each other's negatives."""
    rng = random.Random(seed)
    halves, exchanged, answered, defined = [], [], [], []

    def window(ids, size):
        start = rng.randrange(max(1, len(ids) - size + 1))
        return ids[start:start + size]

    group = 0
    for run in runs:
        group += 1
        encoded = [encode(s) for s in run]
        budget, i = 0, 0
        while i < len(encoded):
            budget = rng.choice((24, 48, 96, 192, 384))
            chunk, total = [], 0
            while i < len(encoded) and (total < budget or len(chunk) < 2):
                chunk.append(encoded[i][:LONGEST])
                total += len(chunk[-1])
                i += 1
            if len(chunk) < 2:
                continue
            middle = len(chunk) // 2
            left, right = sum(chunk[:middle], []), sum(chunk[middle:], [])
            if min(len(left), len(right)) >= 5:
                halves.append((left[-LONGEST:], right[:LONGEST], group))
    for prompt, completion in exchanges:
        group += 1
        ids = encode(prompt)
        exchanged.append((window(ids, LONGEST), encode(completion)[:LONGEST], group))
    for prompt in sorted(answers):
        group += 1
        encoded = [encode(a) for a in answers[prompt]]
        encoded = [e for e in encoded if len(e) >= 8]
        for _ in range(40):
            if len(encoded) >= 2:
                a, b = rng.sample(encoded, 2)
                size = rng.choice((48, 96, LONGEST))
                answered.append((window(a, size), window(b, size), group))
    by_id = {s['id']: s for s in wordnet}
    for synset in wordnet:
        group += 1
        definition = encode(synset['definition'])
        members = [encode(m.replace('_', ' ')) for m in synset['members']]
        examples = [encode(e) for e in synset['examples']]
        defined.append((definition, sum(members, []), group))
        if len(members) > 1:
            a, b = rng.sample(members, 2)
            defined.append((a, b, group))
        for example in examples[:2]:
            defined.append((definition, example, group))
        if len(examples) > 1:
            defined.append((examples[0], examples[1], group))
        # A synonym put into an example gives a paraphrase.
        for text in synset['examples'][:2]:
            for member in synset['members']:
                others = [m for m in synset['members'] if m != member]
                if others and re.search(r'\b' + re.escape(member) + r'\b', text):
                    swapped = re.sub(r'\b' + re.escape(member) + r'\b', lambda _: rng.choice(others), text)
                    defined.append((encode(text), encode(swapped), group))
                    break
        near = [by_id[s] for s in synset['similar'] + synset['hypernym'][:1] if s in by_id]
        if near and rng.random() < 0.4:
            defined.append((definition, encode(rng.choice(near)['definition']), group))
    kinds = {'halves': halves, 'exchanges': exchanged, 'answers': answered, 'WordNet': defined}
    print('positives: ' + ', '.join(f'{len(pairs)} {kind}' for kind, pairs in kinds.items()), flush=True)
    return {kind: [p for p in pairs if p[0] and p[1]] for kind, pairs in kinds.items()}
