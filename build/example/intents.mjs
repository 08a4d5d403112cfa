/** @typedef {import('./world.mjs').Lang} Lang */

/** Share of each language in the traffic, in percent. */
export const LANGUAGES = { en: 62, de: 18, fr: 11, es: 9 };

/** Share of each intent in the traffic, relative; a language has those that it has phrasing for. */
export const INTENTS = {
  refund: 15,
  tracking: 17,
  change_address: 5,
  cancel_order: 7,
  damaged_item: 6,
  wrong_item: 3,
  exchange: 4,
  warranty: 4,
  invoice: 5,
  payment_failed: 5,
  coupon: 4,
  customs: 1.5,
  stock: 3,
  gift_card: 2,
  password: 6,
  two_factor: 2,
  delete_account: 1.5,
  data_export: 1,
  newsletter: 1,
  loyalty: 2,
  plan_upgrade: 2,
  plan_cancel: 3,
  advice: 5,
  assembly: 2.5,
  delivery_slot: 2.5,
  complaint: 2,
  webhook: 1.5,
  api_key: 1.2,
  csv_import: 1.2,
  widget: 1,
  dns: 1,
  payout: 1.5,
  return_json: 3,
  triage_json: 2,
  address_json: 2,
};

export const CHANNELS = { web: 48, app: 36, email: 16 };
export const PLANS = { free: 61, plus: 28, business: 11 };

/** What stands around a request: greetings before it, farewells after it. Empty entries are silence. */
export const CHATTER = {
  en: {
    before: ['', '', '', 'Hi, ', 'Hello! ', 'hey ', 'Good morning, '],
    after: ['', '', '', ' Thanks!', ' Thank you, {name}', ' cheers', ' It is urgent.'],
  },
  de: {
    before: ['', '', 'Hallo, ', 'Guten Tag. '],
    after: ['', '', ' Danke!', ' Mit freundlichen Grüßen, {name}'],
  },
  fr: { before: ['', 'Bonjour, '], after: ['', ' Merci !', ' Cordialement, {name}'] },
  es: { before: ['', 'Hola, ', 'Buenos días. '], after: ['', ' ¡Gracias!', ' Un saludo, {name}'] },
};

/** A first exchange that some conversations begin with. */
export const OPENINGS = {
  en: [
    [
      'Is this a real person?',
      'I am the Larkfield assistant. A colleague can take over at any time. How can I help?',
    ],
    ['I have a question about my account', 'Of course! What would you like to know?'],
    ['help', 'Gladly. Is it about an order, your account or something else?'],
  ],
  de: [
    ['Ich habe eine Frage.', 'Gern, worum geht es?'],
    ['Hilfe!', 'Ich bin der Assistent von Larkfield. Was ist passiert?'],
  ],
  fr: [['J’ai une question.', 'Avec plaisir, je vous écoute.']],
  es: [['Tengo una duda.', 'Con gusto, ¿en qué puedo ayudarle?']],
};

export const REFUSALS = {
  en: [
    "I'm sorry, but I can't help with that request.",
    'I am not able to assist with account or payment matters.',
    'As an AI model I cannot access order information.',
  ],
  de: [
    'Dabei kann ich Ihnen leider nicht helfen.',
    'Als KI-Modell habe ich keinen Zugriff auf Bestellungen.',
  ],
  fr: ['Je suis désolé, je ne peux pas répondre à cette demande.'],
  es: ['Lo siento, no puedo ayudarle con esa solicitud.'],
};
