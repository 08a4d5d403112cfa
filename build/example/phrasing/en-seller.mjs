/** English phrasing of the seller tools: answers with commands, code and configuration. */
export const enSeller = {
  webhook: {
    ask: [
      'How do I get a webhook when an order ships?',
      'Our endpoint at {domain} no longer receives order events',
      'Which webhook events exist and how are they signed?',
    ],
    answer: [
      [
        'Register the endpoint once:\n```bash\ncurl -X POST https://api.larkfield.example/v{version}/webhooks \\\n  -H "Authorization: Bearer $LARKFIELD_KEY" \\\n  -d url=https://{domain}/hooks -d events=order.shipped\n```',
        'Create it with one call:\n```bash\ncurl https://api.larkfield.example/v{version}/webhooks \\\n  -H "Authorization: Bearer $LARKFIELD_KEY" \\\n  --data "url=https://{domain}/hooks&events=order.shipped"\n```',
      ],
      [
        '\nWe retry {seats} times over {hours} hours and sign each call in `X-Larkfield-Signature`.',
        '\nEach call carries `X-Larkfield-Signature`; failed ones are repeated {seats} times within {hours} hours.',
      ],
      ['Redirects {not:are not|are} followed.', 'We {not:do not|do} follow redirects.'],
    ],
  },
  api_key: {
    ask: ['I leaked an API key. How do I rotate it?', 'Do API keys expire? Ours was created on {past}'],
    answer: [
      [
        'Rotate it now:\n```bash\nlarkfield keys rotate --grace {hours}h --reason leaked\n```',
        'Please run this at once:\n```bash\nlarkfield keys rotate --reason leaked --grace {hours}h\n```',
      ],
      [
        '\nThe old key works for another {hours} hours, then it is refused with 401.',
        '\nFor {hours} hours both keys are valid; after that the old one gets a 401.',
      ],
      ['A revoked key {not:cannot|can} be restored.', 'Revoking {not:is final|can be undone}.'],
    ],
  },
  csv_import: {
    ask: [
      'My product CSV fails in line {seats}. What format do you need?',
      'How do I import {points} products?',
    ],
    answer: [
      [
        'The file needs a header, UTF-8 and a decimal point:\n```csv\nsku,title,price,stock\nLF-{version}01,"{product}",{plainAmount},{seats}\n```',
        'Use UTF-8, a header line and decimal points, for example:\n```csv\nsku,title,price,stock\nLF-{version}01,"{product}",{plainAmount},{seats}\n```',
      ],
      ['\nAt most {points} rows per file are accepted.', '\nThe limit is {points} rows a file.'],
      [
        'Rows with errors are listed and {not:not imported|imported anyway}; the others go in.',
        'Faulty rows {not:are skipped|are kept} and shown in the import report.',
      ],
    ],
  },
  widget: {
    ask: [
      'How do I embed the Larkfield buy button on {domain}?',
      'The buy button stays blank, the console says CSP',
    ],
    answer: [
      [
        'Put this where the button should appear:\n```html\n<script src="https://cdn.larkfield.example/v{version}/buy.js" data-shop="{domain}" async></script>\n```',
        'Add this line to the page:\n```html\n<script async src="https://cdn.larkfield.example/v{version}/buy.js" data-shop="{domain}"></script>\n```',
      ],
      [
        "\nAllow it in your policy: `script-src 'self' https://cdn.larkfield.example`.",
        "\nYour CSP needs `script-src 'self' https://cdn.larkfield.example`.",
      ],
      ['`unsafe-inline` {not:is not|is} needed.', 'You {not:do not need|need} `unsafe-inline`.'],
    ],
  },
  dns: {
    ask: [
      'Which DNS records does a custom domain need? Mine is {domain}',
      'The certificate for {domain} is still pending after {hours} hours',
    ],
    answer: [
      [
        'Create these records for {domain}:\n```yaml\n- type: CNAME\n  name: shop\n  value: edge.larkfield.example\n  ttl: {points}\n- type: TXT\n  name: _larkfield\n  value: verify={tracking}\n```',
        'You need two records at {domain}:\n```yaml\n- type: TXT\n  name: _larkfield\n  value: verify={tracking}\n- type: CNAME\n  name: shop\n  value: edge.larkfield.example\n  ttl: {points}\n```',
      ],
      ['\nThe certificate follows within {hours} hours.', '\nAllow {hours} hours for the certificate.'],
      ['An A record {not:does not work|works too}.', 'Please {not:do not use|use} an A record.'],
    ],
  },
  payout: {
    ask: [
      'When is the next payout? We sold for {amount} this week',
      'Why is {amount} of our balance on hold?',
    ],
    answer: [
      ['Your next payout of {amount} leaves us on {date}.', 'We pay out {amount} on {date}.'],
      [
        'A reserve of {percent} is held for {days} days because of open returns.',
        'Because of open returns, {percent} stays in reserve for {days} days.',
      ],
      [
        'The fee is {fee} and {not:is not|is} deducted twice.',
        'We deduct a fee of {fee}, {not:never more|or more}.',
      ],
    ],
  },
};
