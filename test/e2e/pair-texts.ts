import { type PairFields, pair } from './logs';

const POLICY = `# Returns

You can return **any item** within *30 days*: see [our page](https://example.com/returns), not
[this one](javascript:alert(1)).

| Item | Days |
|---|---|
| Cable | 30 |

- [x] receipt

![pixel](https://tracker.example/pixel.png)

<script>window.hacked = 1</script><img src="x" onerror="window.hacked = 2">

\`\`\`python
def refund(order, days=30):
    return order.age <= days
\`\`\`
`;

const CALL = {
  name: 'refund',
  arguments: '{"order":"A-1","amount":40.0}',
  items: [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ],
};

/** Outputs that show what a pair's views are for, and those that try to be more than text. */
export const TEXTS: readonly PairFields[] = [
  texts('markdown', POLICY, POLICY.replaceAll('30', '14').replace('<= days', '< days')),
  texts(
    'json',
    JSON.stringify(CALL),
    JSON.stringify({
      items: [
        { id: 'b', n: 3 },
        { id: 'a', n: 1 },
      ],
      arguments: '{"amount": 45, "order": "A-1"}',
      name: 'refund',
      note: null,
    }),
  ),
  texts(
    'hostile',
    'ANSI \u001b[31mred\u001b[0m, turned \u202eabc\u202c, zero\u200bwidth, <b>bold</b>, hasOwnProperty __proto__ one',
    'ANSI \u001b[31mred\u001b[0m, turned \u202eabc\u202c, zero\u200bwidth, <b>bold</b>, hasOwnProperty __proto__ two',
  ),
  texts('rtl', 'يمكنك إرجاع المنتج خلال 30 يومًا.', 'يمكنك إرجاع المنتج خلال 14 يومًا.'),
  pair(90, {
    request_id: 'failed',
    shadow: { response: null, error: 'HTTP 500: <b>overloaded</b>' },
  }),
  texts('long-line', words('w'), words('w').replace('w777 ', 'changed ')),
  texts('megabyte', lines('first'), lines('second')),
];

function texts(request_id: string, prod: string, shadow: string): PairFields {
  return pair(1, { request_id, prod: { response: prod }, shadow: { response: shadow } });
}

function words(letter: string): string {
  return Array.from({ length: 100_000 }, (_, at) => `${letter}${(at * 7919) % 5003}`).join(' ');
}

function lines(which: string): string {
  return Array.from({ length: 30_000 }, (_, at) => `${which} ${(at * 48_271) % 2_147_483_647} in all`).join(
    '\n',
  );
}
