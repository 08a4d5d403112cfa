/** English phrasing of orders and payments. See phrasing.mjs for the notation. */
export const enOrders = {
  refund: {
    ask: [
      'I sent back {product} from order {order} and still have not seen my {amount}. When will it arrive?',
      'Where is my refund of {amount}? The parcel for {order} reached you on {past}.',
      'My return for {order} was accepted on {past} but my card shows nothing yet. Can you check?',
      'How long does a refund take? It is {amount} for {product}, order {order}.',
    ],
    answer: [
      [
        'Thanks for your patience, {name}.',
        'Hi {name}, thank you for waiting.',
        'Sorry for the wait, {name}!',
      ],
      [
        'We booked your return of {product} on {past} and released the refund of {amount} the same day.',
        'We checked in {product} on {past}, and {amount} was sent back to your card on that day.',
        'The return for {order} was processed on {past}; a refund of {amount} is on its way to you.',
      ],
      [
        'Banks need up to {days} working days to show it.',
        'Please allow {days} working days until it appears on your statement.',
        'It can take {days} working days before your bank displays the money.',
      ],
      [
        'We {not:cannot|can} speed this up from our side.',
        'Unfortunately this step {not:is not|is} in our hands.',
        'I {not:am not able|am able} to pay it out by another route in the meantime.',
      ],
      [
        'If it is still missing after that, write to us again.',
        'Just reply here if it does not show up.',
        '',
      ],
    ],
  },
  tracking: {
    ask: [
      'Where is my parcel? Order {order}, {product}.',
      'The tracking for {order} has not moved since {past}. Is it lost?',
      'When will {product} be delivered to {city}? Order number {order}',
      'tracking {tracking} shows nothing, pls help',
    ],
    answer: [
      ['Hi {name}!', 'Hello {name},', 'Good news, {name}:', ''],
      [
        'Order {order} left our warehouse on {past} with {carrier}, tracking number {tracking}.',
        '{carrier} collected your order {order} on {past}. The tracking number is {tracking}.',
        'Your parcel ({order}) is with {carrier} since {past} under {tracking}.',
      ],
      [
        'The last scan was in {city}, so expect it within {days} working days.',
        'It was last seen in {city} and should reach you in {days} working days.',
        'It passed {city} and needs about {days} more working days.',
      ],
      [
        'If nobody is at home, the driver leaves it at a pick-up point.',
        'Should you be out, it will go to a pick-up point near you.',
        '',
      ],
    ],
  },
  change_address: {
    ask: [
      'I moved to {city}. Can you change the delivery address of {order}?',
      'Wrong address on {order}!! It has to go to {city} instead.',
      'Please send {product} ({order}) to my office in {city} rather than my home.',
    ],
    answer: [
      ['Hello {name},', 'Hi {name},', 'Sorry {name},'],
      [
        'order {order} has already been packed, so we {not:cannot|can} change the address any more.',
        'since {order} was handed to {carrier}, its address {not:can no longer|can still} be edited by us.',
      ],
      [
        'You can redirect the parcel to {city} in the {carrier} app with {tracking} until {date}.',
        'Until {date} the {carrier} app lets you redirect {tracking} to {city}.',
      ],
      [
        'For your next order, save the new address under Account > Addresses.',
        'Please also update Account > Addresses, so that the next order goes to the right place.',
      ],
    ],
  },
  cancel_order: {
    ask: [
      'Cancel order {order} please, I found {product} elsewhere.',
      'I ordered {product} twice by mistake. Can you cancel {order}?',
      'How do I stop {order} before it ships?',
    ],
    answer: [
      [
        'I have cancelled order {order} for you, {name}.',
        'Done, {name}: order {order} is cancelled.',
        'Order {order} is now cancelled, {name}.',
      ],
      [
        'You {not:will not|will} be charged; the reserved {amount} is released by {date}.',
        'The reservation of {amount} on your card ends by {date} and {not:nothing|everything} will be debited.',
      ],
      ['A confirmation is on its way to {email}.', 'You will get a confirmation at {email}.', ''],
    ],
  },
  damaged_item: {
    ask: [
      '{product} arrived broken. Order {order}. What now?',
      'The box was crushed and {product} has a crack. I want a replacement or {amount} back.',
      'I opened {order} today and {product} is scratched all over.',
    ],
    answer: [
      [
        'I am sorry that {product} arrived damaged, {name}.',
        'That should not happen, {name}, and I apologise for the damage.',
      ],
      [
        'You have two options:\n- a replacement, shipped by {date}\n- a full refund of {amount}',
        'Choose what suits you:\n- we send a new one by {date}\n- we refund the full {amount}',
      ],
      [
        '\nYou {not:do not need|need} to send the broken item back.',
        '\nThere is {not:no need|a need} to return the damaged one.',
      ],
      [
        'A photo of the damage to this chat is enough.',
        'Please upload one photo of the damage here.',
        'Just attach a photo and tell me your choice.',
      ],
    ],
  },
  wrong_item: {
    ask: [
      'You sent me the wrong thing. I ordered {product}, order {order}.',
      'Instead of {product} I got something else entirely ({order}).',
    ],
    answer: [
      ['Sorry for the mix-up, {name}!', 'My apologies for the wrong delivery, {name}.'],
      [
        'We are sending {product} again today; it should arrive by {date}.',
        'The right item, {product}, leaves our warehouse today and arrives by {date}.',
      ],
      [
        'Keep the wrong parcel closed: {carrier} collects it at no cost within {days} days.',
        '{carrier} will pick up the wrong parcel within {days} days, free of charge.',
      ],
    ],
  },
  exchange: {
    ask: [
      'Can I exchange {product} for another colour? Order {order}',
      '{product} is too small. How do I exchange it for the larger size?',
      'Is an exchange free for order {order}?',
    ],
    answer: [
      [
        'Exchanges are free within {days} days of delivery, {name}.',
        'You can exchange {product} free of charge for {days} days.',
      ],
      [
        '\n1. Open Orders > {order}\n2. Choose "Exchange" and the new variant\n3. Print the label and drop the parcel at {carrier}',
        '\n1. Go to Orders and select {order}\n2. Press "Exchange", pick the variant you want\n3. Bring the parcel with the printed label to {carrier}',
      ],
      [
        '\nItems on final sale {not:cannot|can} be exchanged.',
        '\nPlease note that final-sale items {not:are excluded|are included}.',
      ],
    ],
  },
  warranty: {
    ask: [
      '{product} stopped working after a year. Is it still under warranty?',
      'How long is the warranty on {product}? I bought it on {past}.',
      'Does the warranty for order {order} cover a dead battery?',
    ],
    answer: [
      [
        '{product} comes with a warranty of {months} months from delivery.',
        'The warranty for {product} runs {months} months, counted from delivery.',
      ],
      [
        'Wear parts such as batteries {not:are not|are} covered.',
        'It {not:does not include|includes} batteries and other wear parts.',
      ],
      [
        'Please send the serial number and a short video to {email}, and we will decide within {days} working days.',
        'With the serial number and a short video we can decide within {days} working days; send them to {email}.',
      ],
    ],
  },
  invoice: {
    ask: [
      'I need the invoice for {order} as PDF.',
      'Can you put my company name on the invoice of {order}?',
      'The invoice for {order} says {amount}, is that with VAT?',
    ],
    answer: [
      [
        'Invoice {invoice} for order {order} totals {amount} including {percent} VAT.',
        'For {order} we issued invoice {invoice} over {amount}; {percent} VAT is included.',
      ],
      [
        'You can download it under Orders > {order} > Documents.',
        'The PDF is under Orders > {order} > Documents.',
      ],
      [
        'An issued invoice {not:cannot|can} be changed, but we can send a corrected one until {date}.',
        'We {not:may not|may} edit an issued invoice; a correction can be requested until {date}.',
      ],
    ],
  },
  payment_failed: {
    ask: [
      'My card was declined for {order} but it works elsewhere',
      'Payment of {amount} failed twice. Was I charged?',
      'It says "payment rejected" at checkout. What can I do?',
    ],
    answer: [
      [
        'The bank declined the payment of {amount}, {name}; {not:nothing|the full sum} was charged.',
        'Your bank rejected {amount}, {name}. You were {not:not charged|charged}.',
      ],
      [
        'Please confirm the payment in your banking app and try again, or choose another method.',
        'Try again and approve it in your banking app, or pay another way.',
      ],
      [
        'We keep your basket until {date}.',
        'Your basket stays reserved until {date}.',
        'The items are held for you until {date}.',
      ],
    ],
  },
  coupon: {
    ask: [
      'Code {coupon} does not work in my basket',
      'Why is {coupon} invalid? It should give me {percent} off',
      'Can I use {coupon} on {product}?',
    ],
    answer: [
      [
        'Code {coupon} gives {percent} off orders above {amount} and runs until {date}.',
        '{coupon} is valid until {date}: {percent} off if the basket is above {amount}.',
      ],
      [
        'It {not:cannot|can} be combined with sale items.',
        'Sale items {not:do not qualify|qualify}.',
        'Reduced items are {not:excluded|included}.',
      ],
      ['Each account can use it once.', 'It works once per account.', ''],
    ],
  },
  customs: {
    ask: [
      'Do I have to pay customs for a delivery to {city}?',
      'The courier wants {amount} for customs. Is that right?',
    ],
    answer: [
      [
        'For deliveries outside the EU, duties {not:are not|are} part of our prices, {name}.',
        'Our prices {not:exclude|include} import duties outside the EU.',
      ],
      [
        '{carrier} collects them at the door; for your order we estimate {amount}.',
        'You pay them to {carrier}; our estimate is {amount}.',
      ],
      ['Keep the receipt: you can reclaim it for returned goods within {days} days.', ''],
    ],
  },
  stock: {
    ask: [
      'When is {product} back in stock?',
      'Is {product} available in {city}?',
      'Do you restock {product}? I need {seats} of them.',
    ],
    answer: [
      [
        '{product} is sold out right now; the next delivery is planned for {date}.',
        'At the moment {product} is not in stock. We expect more on {date}.',
      ],
      [
        'Press "Notify me" on its page and we will write to {email}.',
        'With "Notify me" on the product page you get a message to {email}.',
      ],
      ['The store in {city} has {seats} left.', 'In our {city} store there are still {seats} pieces.', ''],
    ],
  },
  gift_card: {
    ask: [
      'What is left on my gift card {coupon}?',
      'Does a gift card expire? Mine is from {past}.',
      'Can I pay {order} partly with a gift card?',
    ],
    answer: [
      [
        'Gift card {coupon} still holds {amount} and is valid until {date}.',
        'There is {amount} left on {coupon}; it expires on {date}.',
      ],
      [
        'You can combine it with any other payment method at checkout.',
        'At checkout you can pay the rest by card or PayPal.',
      ],
      ['It {not:cannot|can} be paid out in cash.', 'A cash payout is {not:not possible|possible}.'],
    ],
  },
};
