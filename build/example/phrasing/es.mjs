/** Spanish phrasing. See phrasing.mjs for the notation. */
export const es = {
  refund: {
    ask: [
      'Devolví {product} del pedido {order} y aún no veo mis {amount}. ¿Cuándo llegan?',
      '¿Dónde está mi reembolso de {amount} del pedido {order}?',
    ],
    answer: [
      ['Gracias por su paciencia, {name}.', 'Hola {name}, gracias por esperar.'],
      [
        'Registramos su devolución el {past} y reembolsamos {amount} ese mismo día.',
        'Recibimos {product} el {past} y hemos emitido un reembolso de {amount}.',
      ],
      [
        'Su banco puede tardar hasta {days} días laborables.',
        'Cuente con {days} días laborables hasta verlo en su cuenta.',
      ],
      ['{not:No podemos|Podemos} acelerarlo.', '{not:No es posible|Es posible} hacerlo antes.'],
    ],
  },
  tracking: {
    ask: ['¿Dónde está mi paquete? Pedido {order}', 'El seguimiento {tracking} no cambia desde el {past}.'],
    answer: [
      ['Hola {name}:', 'Buenos días, {name}:'],
      [
        'su pedido {order} salió el {past} con {carrier}, número {tracking}.',
        '{carrier} recogió {order} el {past} con el número {tracking}.',
      ],
      [
        'Pasó por {city} y llegará en {days} días laborables.',
        'El último registro fue en {city}; faltan {days} días laborables.',
      ],
    ],
  },
  cancel_order: {
    ask: ['Cancele el pedido {order}, por favor.', 'Pedí {product} dos veces, ¿puede anular {order}?'],
    answer: [
      ['El pedido {order} está cancelado, {name}.', 'Listo, {name}: {order} queda cancelado.'],
      [
        '{not:No se le cobrará nada|Se le cobrará todo}; los {amount} reservados se liberan el {date}.',
        'La reserva de {amount} termina el {date} y {not:no habrá|habrá} cargo.',
      ],
    ],
  },
  damaged_item: {
    ask: ['Llegó roto: {product}, pedido {order}.', 'La caja venía aplastada y hay una grieta ({product}).'],
    answer: [
      ['Lamento el daño, {name}.', 'Le pido disculpas, {name}.'],
      [
        'Puede elegir:\n- un reemplazo antes del {date}\n- un reembolso de {amount}',
        'Hay dos opciones:\n- enviamos otro antes del {date}\n- devolvemos {amount}',
      ],
      [
        '\n{not:No hace falta|Hace falta} devolver el artículo.',
        '\n{not:No necesita|Necesita} enviarlo de vuelta.',
      ],
    ],
  },
  password: {
    ask: ['Olvidé mi contraseña y no llega el correo.', '¿Cómo restablezco la contraseña de {email}?'],
    answer: [
      [
        'Siga estos pasos:\n1. Abra larkfield.example/reset\n2. Escriba {email}\n3. Use el enlace antes de {hours} horas',
        'En tres pasos:\n1. Vaya a larkfield.example/reset\n2. Introduzca {email}\n3. Pulse el enlace, válido {hours} horas',
      ],
      ['\nRevise también el correo no deseado.', '\nPuede estar en la carpeta de spam.'],
    ],
  },
  coupon: {
    ask: ['El código {coupon} no funciona.', '¿Por qué {coupon} no es válido?'],
    answer: [
      [
        '{coupon} da un {percent} de descuento desde {amount} hasta el {date}.',
        'Hasta el {date}, {coupon} descuenta un {percent} si la compra supera {amount}.',
      ],
      [
        '{not:No se puede|Se puede} combinar con ofertas.',
        'Los artículos rebajados {not:no|también} entran.',
      ],
    ],
  },
};
