/** English phrasing of accounts, plans and advice. See phrasing.mjs for the notation. */
export const enAccount = {
  password: {
    ask: [
      'I forgot my password and the reset mail never arrives',
      'How do I reset my password? My login is {email}',
      'locked out of my account, help',
    ],
    answer: [
      [
        'To set a new password:\n1. Open larkfield.example/reset\n2. Enter {email}\n3. Follow the link in the mail within {hours} hours',
        'Here is how:\n1. Go to larkfield.example/reset\n2. Type in {email}\n3. Use the link from the mail; it works for {hours} hours',
      ],
      [
        '\nIf no mail arrives, look into the spam folder.',
        '\nNothing in your inbox? Please check spam.',
        '\nThe mail may hide in your spam folder.',
      ],
      [
        'For security reasons we {not:cannot|can} set a password for you.',
        'Our team {not:never|always} sees or sets your password.',
      ],
    ],
  },
  two_factor: {
    ask: [
      'I got a new phone and lost my two-factor codes.',
      'How can I turn on two-factor login?',
      'The six-digit code is always rejected',
    ],
    answer: [
      [
        'Use one of your {seats} backup codes at the login page and choose "Lost device".',
        'At login choose "Lost device" and enter one of the {seats} backup codes.',
      ],
      [
        'After that, scan the new QR code under Account > Security.',
        'Then set up the new phone under Account > Security.',
      ],
      [
        'Without a backup code we {not:cannot|can} unlock the account before an ID check, which takes up to {hours} hours.',
        'No backup codes? An ID check takes up to {hours} hours and {not:cannot|can} be skipped.',
      ],
    ],
  },
  delete_account: {
    ask: ['Delete my account and all my data.', 'How do I close my Larkfield account ({email})?'],
    answer: [
      [
        'You can close the account under Account > Privacy > Delete.',
        'Closing it takes a minute: Account > Privacy > Delete.',
      ],
      [
        'Your data are erased after {days} days; this {not:cannot|can} be undone.',
        'After {days} days everything is erased, and we {not:are unable|are able} to restore it.',
      ],
      [
        'Invoices stay for {years} years, as the law requires.',
        'The law makes us keep invoices for {years} years.',
      ],
    ],
  },
  data_export: {
    ask: ['I want a copy of all data you have about me', 'Can I export my order history as CSV?'],
    answer: [
      [
        'Under Account > Privacy > Export you can request a copy, {name}.',
        'Please request it under Account > Privacy > Export.',
      ],
      [
        'The archive is ready within {hours} hours and the link stays valid for {days} days.',
        'It takes up to {hours} hours; the download link works for {days} days.',
      ],
      [
        'It contains:\n- profile\n- orders since {past}\n- messages',
        'Inside are your profile, all orders since {past} and your messages.',
      ],
    ],
  },
  newsletter: {
    ask: ['Unsubscribe me from everything', 'I get {seats} mails a week from you. Stop it please.'],
    answer: [
      ['I have unsubscribed {email} from all newsletters.', '{email} is now off every newsletter list.'],
      [
        'It may take {hours} hours until the last mail has passed.',
        'Mails that are already on their way may still arrive for {hours} hours.',
      ],
      [
        'Order mails {not:are not|are} affected.',
        'You will {not:still|no longer} get mails about your orders.',
      ],
    ],
  },
  loyalty: {
    ask: ['How many points do I have and when do they expire?', 'My points for {order} are missing'],
    answer: [
      ['You have {points} points, {name}, worth {amount}.', 'Your balance is {points} points ({amount}).'],
      [
        'They expire on {date} unless you place an order before.',
        'Without a new order they lapse on {date}.',
      ],
      [
        'Points arrive {days} days after delivery.',
        'New points are added {days} days after the delivery.',
        '',
      ],
    ],
  },
  plan_upgrade: {
    ask: [
      'What does the Business plan cost for {seats} people?',
      'Can I switch from Plus to Business in the middle of the month?',
    ],
    answer: [
      [
        'Business costs {amount} per month for {seats} seats.',
        'For {seats} seats the Business plan is {amount} a month.',
      ],
      [
        'You can switch at any time; the days already paid are credited until {date}.',
        'A switch works on any day, and what you paid up to {date} is credited.',
      ],
      ['There is {not:no|a} set-up fee.', 'We {not:do not charge|charge} a set-up fee.'],
    ],
  },
  plan_cancel: {
    ask: [
      'Cancel my Plus subscription.',
      'I was charged {amount} for Plus although I cancelled. Why?',
      'Until when do I have to cancel Plus?',
    ],
    answer: [
      [
        'Plus can be cancelled until {hours} hours before it renews on {date}.',
        'Your Plus plan renews on {date}; cancel at least {hours} hours earlier.',
      ],
      [
        'Months that have begun {not:are not|are} refunded.',
        'We {not:cannot|can} refund a month that has begun.',
      ],
      [
        'Go to Account > Plan > Cancel, or tell me "cancel" and I will do it.',
        'You find it under Account > Plan > Cancel; I can also do it for you.',
      ],
    ],
  },
  advice: {
    ask: [
      'Which is better for a balcony in {city}: {product} or something smaller?',
      'Is {product} suitable for children?',
      'What do I need besides {product}?',
      'Can {product} stay outside in winter?',
    ],
    answer: [
      [
        '{product} is a good choice for small outdoor spaces up to {seats} m².',
        'For an area of up to {seats} m², {product} works well.',
      ],
      [
        'It {not:should not|should} be left outside below {degrees} °C.',
        'Below {degrees} °C it {not:must not|may} stay outdoors.',
      ],
      [
        'Many customers add:\n- a protective cover\n- a cleaning set\n- spare clips',
        'These go well with it:\n- a cover\n- the care kit\n- a set of spare clips',
      ],
      ['\nReturns are free for {days} days.', '\nYou can try it for {days} days and return it for free.'],
    ],
  },
  assembly: {
    ask: [
      'How do I assemble {product}? The manual is missing.',
      'Step {seats} in the manual for {product} makes no sense',
    ],
    answer: [
      [
        '**Assembling {product}** (about {minutes} minutes)\n1. Lay out all parts and count the screws\n2. Join the frame, do not tighten yet\n3. Fit the panels\n4. Tighten every screw',
        '**{product}: assembly**, roughly {minutes} minutes\n1. Sort the parts and check the screws\n2. Put the frame together loosely\n3. Insert the panels\n4. Tighten all screws',
      ],
      [
        '\n{not:Do not use|Use} a power drill: the thread breaks above {newton} Nm.',
        '\nThe thread takes {newton} Nm at most, so {not:never|always} use a power drill.',
      ],
      [
        'The manual is at larkfield.example/manuals.',
        'You find the manual at larkfield.example/manuals.',
        '',
      ],
    ],
  },
  delivery_slot: {
    ask: [
      'Can I choose a time for the delivery of {product}?',
      'I am not at home on {date}. Can {order} come later?',
    ],
    answer: [
      [
        'Yes: until {hours} hours before delivery you can choose a slot in the {carrier} app.',
        'You can pick a slot in the {carrier} app, at the latest {hours} hours before.',
      ],
      ['The next free slot in {city} is on {date}.', 'In {city} the next one is free on {date}.'],
      ['Evening slots cost {fee} extra.', 'An evening slot is {fee} more.'],
    ],
  },
  complaint: {
    ask: [
      'This is the third time I write about {order}. Unacceptable!!',
      'Your service is a joke. {days} days and no answer.',
    ],
    answer: [
      [
        'I understand your anger, {name}, and I am sorry that you had to write again.',
        'You have every reason to be upset, {name}. I am sorry.',
      ],
      [
        'I have passed {order} to a senior colleague, who will call you by {date}.',
        'A senior colleague takes over {order} and calls you by {date}.',
      ],
      ['As an apology we credit {fee} to your account.', 'Please accept a credit of {fee} for the trouble.'],
    ],
  },
};
