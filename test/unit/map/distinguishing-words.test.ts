import { expect, it } from 'vitest';
import { wordCounts } from '@core/map/distinguishing-words';

it('names a cluster by what its texts are about, not by words that are usual everywhere', () => {
  const words = wordCounts(2);
  const usual = ['the', 'what', 'for', 'one', 'how', 'when', 'this', 'with', 'from', 'that'];
  const filler = (i: number) => usual.filter((_, k) => (i * 7 + k * 3) % 10 < 6).join(' ');
  for (let i = 0; i < 200; i++) {
    words.add(`${filler(i)} refund ${i % 2 ? 'parcel' : 'order'}`, 0);
    words.add(`${filler(i)} password ${i % 2 ? 'login' : 'account'}`, 1);
    words.add(filler(i), -1);
  }
  // One text that shouts a rare word does not name a cluster.
  words.add('zyzzyva zyzzyva zyzzyva', 0);
  expect(words.wordsOf(0, 3).toSorted()).toEqual(['order', 'parcel', 'refund']);
  expect(words.wordsOf(1, 3).toSorted()).toEqual(['account', 'login', 'password']);
});

it('gives the words in the same order whatever the order of the texts', () => {
  const texts = Array.from({ length: 60 }, (_, i) => [`refund order ${i % 7} late`, i % 2] as const);
  const named = (list: typeof texts) => {
    const words = wordCounts(2);
    for (const [text, cluster] of list)
      words.add(cluster === 0 ? text : text.replace('refund', 'login'), cluster);
    return [words.wordsOf(0, 3), words.wordsOf(1, 3)];
  };
  expect(named(texts.toReversed())).toEqual(named(texts));
});

it('reads words of any script, and none from a text without any', () => {
  const words = wordCounts(1);
  for (let i = 0; i < 5; i++) words.add('Где мой заказ? 注文はどこ 12 %', 0);
  for (let i = 0; i < 5; i++) words.add('12 % !!', -1);
  expect(words.wordsOf(0, 9)).toEqual(expect.arrayContaining(['заказ', 'где']));
});
