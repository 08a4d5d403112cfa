/** French phrasing. See phrasing.mjs for the notation. */
export const fr = {
  refund: {
    ask: [
      "J'ai renvoyé {product} (commande {order}) et j'attends toujours {amount}. Quand serai-je remboursé ?",
      'Où en est mon remboursement de {amount} pour {order} ?',
    ],
    answer: [
      ['Merci de votre patience, {name}.', 'Bonjour {name}, merci d’avoir attendu.'],
      [
        'Votre retour a été enregistré le {past} et {amount} ont été remboursés le jour même.',
        'Nous avons reçu {product} le {past} et émis un remboursement de {amount}.',
      ],
      [
        'Comptez jusqu’à {days} jours ouvrés selon votre banque.',
        'Votre banque peut mettre {days} jours ouvrés à l’afficher.',
      ],
      [
        'Nous {not:ne pouvons pas|pouvons} accélérer ce délai.',
        'Il {not:n’est pas possible|est possible} d’aller plus vite.',
      ],
    ],
  },
  tracking: {
    ask: ['Où est mon colis ? Commande {order}', 'Le suivi {tracking} ne bouge plus depuis le {past}.'],
    answer: [
      ['Bonjour {name},', 'Bonjour,'],
      [
        'votre commande {order} est partie le {past} avec {carrier}, numéro de suivi {tracking}.',
        '{carrier} a pris en charge {order} le {past} sous le numéro {tracking}.',
      ],
      [
        'Le dernier scan a eu lieu à {city} ; livraison sous {days} jours ouvrés.',
        'Le colis est passé par {city} et arrivera sous {days} jours ouvrés.',
      ],
    ],
  },
  cancel_order: {
    ask: [
      'Annulez la commande {order} s’il vous plaît.',
      'J’ai commandé {product} deux fois, pouvez-vous annuler {order} ?',
    ],
    answer: [
      ['La commande {order} est annulée, {name}.', 'C’est fait, {name} : {order} est annulée.'],
      [
        'Vous {not:ne serez pas débité|serez débité} ; les {amount} réservés seront libérés le {date}.',
        'La réservation de {amount} prend fin le {date} et {not:rien ne|tout} sera débité.',
      ],
    ],
  },
  damaged_item: {
    ask: [
      'Article arrivé cassé : {product}, commande {order}.',
      'Le carton était écrasé et le contenu ({product}) est fissuré.',
    ],
    answer: [
      ['Je suis désolé pour ce dommage, {name}.', 'Toutes nos excuses, {name}.'],
      [
        'Vous avez le choix :\n- un remplacement avant le {date}\n- un remboursement de {amount}',
        'Deux possibilités :\n- nous renvoyons l’article avant le {date}\n- nous remboursons {amount}',
      ],
      [
        '\nIl {not:n’est pas nécessaire|est nécessaire} de renvoyer l’article.',
        '\nVous {not:n’avez pas besoin|avez besoin} de le renvoyer.',
      ],
    ],
  },
  password: {
    ask: [
      'J’ai oublié mon mot de passe, le mail n’arrive pas.',
      'Comment réinitialiser le mot de passe de {email} ?',
    ],
    answer: [
      [
        'Voici comment faire :\n1. Ouvrez larkfield.example/reset\n2. Saisissez {email}\n3. Suivez le lien sous {hours} heures',
        'Trois étapes :\n1. Allez sur larkfield.example/reset\n2. Entrez {email}\n3. Cliquez sur le lien, valable {hours} heures',
      ],
      ['\nPensez au dossier des indésirables.', '\nVérifiez aussi les courriers indésirables.'],
    ],
  },
  invoice: {
    ask: ['Il me faut la facture de {order} en PDF.', 'La facture {invoice} comprend-elle la TVA ?'],
    answer: [
      [
        'La facture {invoice} s’élève à {amount}, TVA de {percent} comprise.',
        'Pour {order}, la facture {invoice} est de {amount} avec {percent} de TVA.',
      ],
      [
        'Vous la trouverez dans Commandes > {order} > Documents.',
        'Le PDF se trouve dans Commandes > {order} > Documents.',
      ],
      [
        'Une facture émise {not:ne peut pas|peut} être modifiée.',
        'Nous {not:ne pouvons plus|pouvons encore} la modifier.',
      ],
    ],
  },
  payment_failed: {
    ask: ['Mon paiement de {amount} a été refusé. Ai-je été débité ?', 'Carte refusée pour {order}.'],
    answer: [
      [
        'Votre banque a refusé {amount} ; {not:rien n’a|la somme a} été débité.',
        'Le paiement de {amount} a été rejeté et vous {not:n’avez pas été|avez été} débité.',
      ],
      [
        'Validez-le dans votre application bancaire et réessayez.',
        'Réessayez en confirmant dans l’application de votre banque.',
      ],
      ['Votre panier est conservé jusqu’au {date}.', 'Nous gardons votre panier jusqu’au {date}.'],
    ],
  },
};
