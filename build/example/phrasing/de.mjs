/** German phrasing. See phrasing.mjs for the notation. */
export const de = {
  refund: {
    ask: [
      'Ich habe meine Bestellung {order} ({product}) zurückgeschickt und warte auf {amount}. Wann kommt das Geld?',
      'Wo bleibt meine Rückzahlung über {amount}? Das Paket zu {order} kam am {past} bei Ihnen an.',
      'Wie lange dauert eine Erstattung? Es geht um {product}, Bestellung {order}.',
    ],
    answer: [
      [
        'Vielen Dank für Ihre Geduld, {name}.',
        'Guten Tag {name}, danke, dass Sie gewartet haben.',
        'Entschuldigen Sie die Wartezeit, {name}.',
      ],
      [
        'Ihre Rücksendung ({product}) wurde am {past} gebucht, und {amount} sind am selben Tag erstattet worden.',
        'Wir haben Ihre Rücksendung ({product}) am {past} erhalten und Ihnen {amount} angewiesen.',
        'Die Rücksendung zu {order} ist am {past} bearbeitet worden; {amount} sind unterwegs zu Ihnen.',
      ],
      [
        'Bis zur Gutschrift vergehen bis zu {days} Bankarbeitstage.',
        'Ihre Bank braucht bis zu {days} Arbeitstage für die Anzeige.',
      ],
      [
        'Das können wir {not:leider nicht|gern} beschleunigen.',
        'Eine andere Auszahlung ist {not:nicht möglich|möglich}.',
      ],
      ['Melden Sie sich gern, falls danach nichts eingegangen ist.', ''],
    ],
  },
  tracking: {
    ask: [
      'Wo ist mein Paket? Bestellung {order}',
      'Die Sendungsverfolgung {tracking} bewegt sich seit {past} nicht mehr.',
      'Wann kommt meine Bestellung ({product}) in {city} an?',
    ],
    answer: [
      ['Hallo {name},', 'Guten Tag {name},', ''],
      [
        'Ihre Bestellung {order} ging am {past} mit {carrier} auf die Reise, Sendungsnummer {tracking}.',
        '{carrier} hat {order} am {past} abgeholt. Die Sendungsnummer lautet {tracking}.',
      ],
      [
        'Der letzte Scan war in {city}; rechnen Sie mit {days} Werktagen.',
        'Zuletzt wurde es in {city} gescannt und sollte in {days} Werktagen da sein.',
      ],
    ],
  },
  change_address: {
    ask: [
      'Bitte ändern Sie die Lieferadresse von {order} auf {city}.',
      'Ich bin nach {city} gezogen, {order} geht noch an die alte Adresse!',
    ],
    answer: [
      [
        'Die Bestellung {order} ist bereits verpackt, wir können die Adresse {not:nicht mehr|noch} ändern.',
        'Da {order} schon bei {carrier} liegt, ist eine Änderung durch uns {not:nicht mehr|weiterhin} möglich.',
      ],
      [
        'Bis {date} können Sie das Paket in der App von {carrier} nach {city} umleiten.',
        'In der App von {carrier} lässt es sich bis {date} nach {city} umleiten.',
      ],
    ],
  },
  cancel_order: {
    ask: [
      'Bitte stornieren Sie {order}.',
      'Ich habe aus Versehen doppelt bestellt ({product}), kann {order} weg?',
    ],
    answer: [
      ['Bestellung {order} ist storniert, {name}.', 'Ich habe {order} für Sie storniert, {name}.'],
      [
        'Es wird {not:nichts|alles} abgebucht; die Reservierung über {amount} endet am {date}.',
        'Die reservierten {amount} werden bis {date} frei, eine Abbuchung erfolgt {not:nicht|trotzdem}.',
      ],
      ['Die Bestätigung geht an {email}.', 'Sie bekommen eine Bestätigung an {email}.'],
    ],
  },
  damaged_item: {
    ask: [
      'Mein Paket kam kaputt an: {product}, Bestellung {order}. Was nun?',
      'Der Karton war zerdrückt, der Inhalt ({product}) hat einen Riss.',
    ],
    answer: [
      ['Das tut mir leid, {name}.', 'Bitte entschuldigen Sie den Schaden, {name}.'],
      [
        'Sie haben die Wahl:\n- Ersatz bis {date}\n- volle Erstattung von {amount}',
        'Zwei Möglichkeiten:\n- wir senden bis {date} ein neues Exemplar\n- wir erstatten {amount}',
      ],
      [
        '\nSie müssen das defekte Stück {not:nicht|unbedingt} zurückschicken.',
        '\nEine Rücksendung ist {not:nicht nötig|nötig}.',
      ],
    ],
  },
  invoice: {
    ask: [
      'Ich brauche die Rechnung zu {order} als PDF.',
      'Ist in den {amount} der Rechnung {invoice} die MwSt. enthalten?',
    ],
    answer: [
      [
        'Rechnung {invoice} zu {order} beläuft sich auf {amount} einschließlich {percent} MwSt.',
        'Zu {order} gehört Rechnung {invoice} über {amount}, {percent} MwSt. sind enthalten.',
      ],
      [
        'Sie finden sie unter Bestellungen > {order} > Dokumente.',
        'Das PDF liegt unter Bestellungen > {order} > Dokumente.',
      ],
      ['Eine Korrektur ist bis {date} möglich.', 'Bis {date} können wir sie noch korrigieren.'],
    ],
  },
  payment_failed: {
    ask: [
      'Meine Zahlung über {amount} wurde abgelehnt. Wurde ich belastet?',
      'Karte abgelehnt bei {order}, woanders geht sie.',
    ],
    answer: [
      [
        'Ihre Bank hat {amount} abgelehnt, {name}; es wurde {not:nichts|der volle Betrag} abgebucht.',
        'Die Zahlung über {amount} wurde von der Bank abgewiesen. Sie wurden {not:nicht|bereits} belastet.',
      ],
      [
        'Bitte bestätigen Sie die Zahlung in der Banking-App und versuchen es erneut.',
        'Versuchen Sie es noch einmal und geben Sie sie in der Banking-App frei.',
      ],
      ['Ihr Warenkorb bleibt bis {date} reserviert.', 'Wir halten den Warenkorb bis {date}.'],
    ],
  },
  password: {
    ask: [
      'Ich habe mein Passwort vergessen, die Mail kommt nicht.',
      'Wie setze ich mein Passwort zurück? Login {email}',
    ],
    answer: [
      [
        'So geht es:\n1. larkfield.example/reset öffnen\n2. {email} eingeben\n3. dem Link innerhalb von {hours} Stunden folgen',
        'In drei Schritten:\n1. Rufen Sie larkfield.example/reset auf\n2. Geben Sie {email} ein\n3. Nutzen Sie den Link binnen {hours} Stunden',
      ],
      ['\nBitte sehen Sie auch im Spam-Ordner nach.', '\nDie Mail kann im Spam-Ordner liegen.'],
      [
        'Wir können Ihr Passwort {not:nicht|jederzeit} einsehen.',
        'Unser Team kennt Ihr Passwort {not:nie|immer}.',
      ],
    ],
  },
  warranty: {
    ask: [
      'Mein Artikel ({product}) ist nach einem Jahr defekt. Habe ich noch Garantie?',
      'Wie lange gilt die Garantie? Es geht um: {product}',
    ],
    answer: [
      [
        'Auf diesen Artikel ({product}) geben wir {months} Monate Garantie ab Lieferung.',
        'Die Garantie ({product}) läuft {months} Monate ab Lieferung.',
      ],
      [
        'Verschleißteile sind {not:nicht|ebenfalls} abgedeckt.',
        'Akkus und Verschleißteile gehören {not:nicht|auch} dazu.',
      ],
      [
        'Senden Sie Seriennummer und ein kurzes Video an {email}; wir antworten in {days} Werktagen.',
        'Mit Seriennummer und Video an {email} entscheiden wir in {days} Werktagen.',
      ],
    ],
  },
  coupon: {
    ask: ['Der Code {coupon} funktioniert nicht.', 'Warum ist {coupon} ungültig?'],
    answer: [
      [
        '{coupon} gibt {percent} Rabatt ab {amount} und gilt bis {date}.',
        'Bis {date} erhalten Sie mit {coupon} {percent} Rabatt, wenn der Warenkorb über {amount} liegt.',
      ],
      [
        'Er ist {not:nicht|auch} mit Angeboten kombinierbar.',
        'Reduzierte Artikel sind {not:ausgenommen|eingeschlossen}.',
      ],
    ],
  },
};
