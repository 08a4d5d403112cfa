/**
 * Requests whose answer is JSON for a tool. `ask` per language; `fields` is the object: a template per key,
 * `#slot` for a bare number and `?` for a Boolean.
 */
export const structured = {
  return_json: {
    ask: {
      en: [
        'Extract the return as JSON (action, order, reason, refund, currency, deadline): "I want to send back {product} from {order}, it was {plainAmount}, please tell me by {date}."',
        'Return request to JSON. Mail: "Order {order}: {product} does not fit, refund {plainAmount} before {date}."',
      ],
      de: [
        'Erstelle JSON (action, order, reason, refund, currency, deadline) aus: „{order}: {product} passt nicht, bitte {plainAmount} bis {date} zurück."',
      ],
      fr: [
        'Extrais le retour en JSON (action, order, reason, refund, currency, deadline) : « {product}, commande {order}, ne convient pas, remboursez {plainAmount} avant le {date}. »',
      ],
      es: [
        'Extrae la devolución como JSON (action, order, reason, refund, currency, deadline): «{product} del pedido {order} no me sirve, devuelvan {plainAmount} antes del {date}.»',
      ],
    },
    fields: {
      action: 'create_return',
      order: '{order}',
      reason: 'does_not_fit',
      refund: '#amount',
      currency: 'EUR',
      deadline: '{isoDate}',
    },
  },
  triage_json: {
    ask: {
      en: [
        'Classify as JSON (queue, priority, order, callback): "Third mail about {order}! Call me on {date}."',
        'Triage this ticket to JSON: "{product} from {order} smells burnt. Please call me before {date}."',
      ],
      de: [
        'Ordne als JSON ein (queue, priority, order, callback): „{order}: {product} riecht verbrannt, Rückruf bis {date}."',
      ],
    },
    fields: {
      queue: 'escalations',
      priority: '#seats',
      order: '{order}',
      callback: '{isoDate}',
      customer: '{email}',
      vip: '?',
    },
  },
  address_json: {
    ask: {
      en: [
        'Parse into JSON with name, city, phone, order: "{name}, {city}, order {order}, phone {phone}"',
        'JSON please (name, city, phone, order). Text: "ship {order} to {name} in {city}, call {phone}"',
      ],
      de: [
        'Wandle in JSON um (name, city, phone, order): „{name}, {city}, Bestellung {order}, Tel. {phone}"',
      ],
    },
    fields: { name: '{name}', city: '{city}', phone: '{phone}', order: '{order}', verified: '?' },
  },
};
