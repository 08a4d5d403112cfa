"""A lower-case WordPiece vocabulary: trained by byte-pair merges on word counts, written for Hugging Face `tokenizers`."""

import collections
import heapq
import re
import sys
import unicodedata

SPECIALS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']
PAD, UNK, CLS, SEP, MASK = range(5)
MAX_WORD = 100


def _punctuation():
    ascii_marks = [chr(c) for r in ((33, 48), (58, 65), (91, 97), (123, 127)) for c in range(*r)]
    marks = [chr(c) for c in range(128, sys.maxunicode + 1) if unicodedata.category(chr(c)).startswith('P')]
    return ''.join(re.escape(c) for c in ascii_marks + marks)


_CJK = '\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002ceaf\uf900-\ufaff\U0002f800-\U0002fa1f'
_MARKS = _punctuation()
_WORDS = re.compile(f'[{_MARKS}{_CJK}]|[^\\s{_MARKS}{_CJK}]+')


def words_of(text):
    """Words and single punctuation marks of a text, as BertNormalizer and BertPreTokenizer give them."""
    if text.isascii():
        text = text.lower()
        if not text.isprintable():
            text = ''.join(c if c.isprintable() else ' ' if c in '\t\n\r' else '' for c in text)
        return _WORDS.findall(text)
    kept = []
    for c in text:
        category = unicodedata.category(c)
        if c in '\t\n\r' or category == 'Zs':
            kept.append(' ')
        elif c != '\ufffd' and category not in ('Cc', 'Cf', 'Co', 'Cn', 'Cs'):
            kept.append(c)
    text = unicodedata.normalize('NFD', ''.join(kept))
    text = ''.join(c for c in text if unicodedata.category(c) != 'Mn')
    return _WORDS.findall(text.lower())


def train_vocabulary(counts, size, min_char=20):
    """Pieces, most basic first: specials, characters seen at least `min_char` times, then merges by pair frequency."""
    words = {w: n for w, n in counts.items() if n >= 3 and len(w) <= 30}
    chars = collections.Counter()
    for word, n in counts.items():
        for c in word:
            chars[c] += n
    alphabet = sorted(c for c, n in chars.items() if n >= min_char)
    known = set(alphabet)
    pieces = list(SPECIALS) + alphabet + ['##' + c for c in alphabet if re.match(r'[^\s%s%s]' % (_MARKS, _CJK), c)]
    splits, freqs = [], []
    for word, n in sorted(words.items()):
        if all(c in known for c in word):
            splits.append([word[0]] + ['##' + c for c in word[1:]])
            freqs.append(n)
    pairs, where = collections.Counter(), collections.defaultdict(set)
    for i, split in enumerate(splits):
        for pair in zip(split, split[1:]):
            pairs[pair] += freqs[i]
            where[pair].add(i)
    heap = [(-n, pair) for pair, n in pairs.items()]
    heapq.heapify(heap)
    seen = set(pieces)
    while len(pieces) < size and heap:
        negative, pair = heapq.heappop(heap)
        if pairs[pair] != -negative:
            if pairs[pair] > 0:
                heapq.heappush(heap, (-pairs[pair], pair))
            continue
        if -negative < 2:
            break
        merged = pair[0] + pair[1][2:]
        if merged not in seen:
            seen.add(merged)
            pieces.append(merged)
        raised = set()
        for i in where.pop(pair):
            old, new, j = splits[i], [], 0
            while j < len(old):
                if j + 1 < len(old) and old[j] == pair[0] and old[j + 1] == pair[1]:
                    new.append(merged)
                    j += 2
                else:
                    new.append(old[j])
                    j += 1
            for p in zip(old, old[1:]):
                pairs[p] -= freqs[i]
            for p in zip(new, new[1:]):
                pairs[p] += freqs[i]
                where[p].add(i)
                raised.add(p)
            splits[i] = new
        for p in raised:
            heapq.heappush(heap, (-pairs[p], p))
        pairs.pop(pair, None)
    return pieces


class WordPiece:
    """Greedy longest-match encoder over a vocabulary; `encode` gives piece ids without special tokens."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.ids = {p: i for i, p in enumerate(pieces)}
        self.cache = {}

    def _word(self, word):
        if len(word) > MAX_WORD:
            return [UNK]
        out, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start:
                found = self.ids.get(('##' if start else '') + word[start:end])
                if found is not None:
                    break
                end -= 1
            else:
                return [UNK]
            out.append(found)
            start = end
        return out

    def encode(self, text):
        ids, cache = [], self.cache
        for word in words_of(text):
            got = cache.get(word)
            if got is None:
                got = cache[word] = self._word(word)
            ids += got
        return ids

    def tokenizer_json(self, max_length):
        """The content of tokenizer.json: BertNormalizer, BertPreTokenizer, WordPiece, [CLS] … [SEP]."""
        return {
            'version': '1.0',
            'truncation': {'direction': 'Right', 'max_length': max_length, 'strategy': 'LongestFirst', 'stride': 0},
            'padding': None,
            'added_tokens': [
                {'id': i, 'content': t, 'single_word': False, 'lstrip': False, 'rstrip': False, 'normalized': False, 'special': True}
                for i, t in enumerate(SPECIALS)
            ],
            'normalizer': {'type': 'BertNormalizer', 'clean_text': True, 'handle_chinese_chars': True, 'strip_accents': None, 'lowercase': True},
            'pre_tokenizer': {'type': 'BertPreTokenizer'},
            'post_processor': {
                'type': 'TemplateProcessing',
                'single': [{'SpecialToken': {'id': '[CLS]', 'type_id': 0}}, {'Sequence': {'id': 'A', 'type_id': 0}}, {'SpecialToken': {'id': '[SEP]', 'type_id': 0}}],
                'pair': [
                    {'SpecialToken': {'id': '[CLS]', 'type_id': 0}}, {'Sequence': {'id': 'A', 'type_id': 0}}, {'SpecialToken': {'id': '[SEP]', 'type_id': 0}},
                    {'Sequence': {'id': 'B', 'type_id': 1}}, {'SpecialToken': {'id': '[SEP]', 'type_id': 1}},
                ],
                'special_tokens': {
                    '[CLS]': {'id': '[CLS]', 'ids': [CLS], 'tokens': ['[CLS]']},
                    '[SEP]': {'id': '[SEP]', 'ids': [SEP], 'tokens': ['[SEP]']},
                },
            },
            'decoder': {'type': 'WordPiece', 'prefix': '##', 'cleanup': True},
            'model': {'type': 'WordPiece', 'unk_token': '[UNK]', 'continuing_subword_prefix': '##', 'max_input_chars_per_word': MAX_WORD, 'vocab': self.ids},
        }
