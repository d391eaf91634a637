import type { LetterWords } from '../words.ts';

export const es: LetterWords = {
  language: 'es',
  direction: 'ltr',
  hello: (name) => `Hola, ${name}:`,
  helloAll: 'Hola:',
  testMark: '[PRUEBA]',
  test: 'Esto es una prueba. No se ha movido dinero.',
  thanks: {
    subject: (organization) => `Gracias por tu donación a ${organization}`,
    body: (amount, project) =>
      `Gracias por donar ${amount} a «${project}». Tu donación ha llegado.`,
  },
  receipt: {
    subject: (organization) => `Tu recibo de ${organization}`,
    body: (number, amount) => `Este es el recibo ${number}, por ${amount}.`,
  },
  refund: {
    subject: (organization) => `${organization} ha devuelto tu donación`,
    body: (amount, project) =>
      `${amount} de tu donación a «${project}» van de vuelta a tu cuenta. El recibo anterior ya no es válido.`,
  },
  refundLeft: (amount) => `Lo sustituye un recibo nuevo por ${amount}.`,
  refundFailed: {
    subject: (organization) => `La devolución de ${organization} no ha llegado`,
    body: (amount, project) =>
      `Quisimos devolverte ${amount} de tu donación a «${project}», pero el banco nos lo ha retornado. Escríbenos, por favor, y buscaremos otra manera.`,
  },
  link: {
    subject: (organization) => `Tus donaciones a ${organization}`,
    body: (organization) =>
      `Con este enlace ves tus donaciones a ${organization}, sus recibos y todo lo que puedes cambiar.`,
  },
  linkUntil: (minutes) =>
    `El enlace vale durante ${minutes} minutos y solo para ti: no lo reenvíes, por favor.`,
  linkIgnore: 'Si no lo has pedido, no tienes que hacer nada.',
  card: {
    subject: () => 'Una donación en honor de alguien que conoces',
    body: (giver, honoured, project) =>
      `${giver} ha donado a «${project}» en honor de ${honoured}.`,
  },
  cardInMemory: {
    subject: () => 'Una donación en memoria de alguien que conociste',
    body: (giver, honoured, project) =>
      `${giver} ha donado a «${project}» en memoria de ${honoured}.`,
  },
  cardMessage: (giver) => `${giver} escribe:`,
  somebody: 'Alguien',
  every: { month: 'al mes', year: 'al año' },
  started: {
    subject: (organization) => `Tu donación periódica a ${organization} ha comenzado`,
    body: (amount, every, project) =>
      `Gracias. A partir de ahora donas ${amount} ${every} a «${project}». Puedes cambiarlo, pausarlo o terminarlo cuando quieras.`,
  },
  renewed: {
    subject: (organization) => `Gracias por donar de nuevo a ${organization}`,
    body: (amount, every, project) =>
      `Tu donación de ${amount} ${every} a «${project}» ha llegado otra vez.`,
  },
  failed: {
    subject: (organization) => `No se pudo cobrar tu donación periódica a ${organization}`,
    body: (amount, every, project) =>
      `No se pudo cobrar tu donación de ${amount} ${every} a «${project}». No se ha cargado nada. Quizá la tarjeta ya no sea válida.`,
  },
  failedAgainOn: (date) =>
    `Lo intentaremos de nuevo el ${date}. Antes puedes indicar otra tarjeta.`,
  paused: {
    subject: (organization) => `Tu donación periódica a ${organization} está en pausa`,
    body: (amount, every, project) =>
      `Tu donación de ${amount} ${every} a «${project}» está en pausa. No se cobrará nada hasta que la reanudes.`,
  },
  cancelled: {
    subject: (organization) => `Tu donación periódica a ${organization} ha terminado`,
    body: (amount, every, project) =>
      `Tu donación de ${amount} ${every} a «${project}» ha terminado y no se cobrará nada más. Gracias por todo lo que has dado.`,
  },
  statement: {
    subject: (organization) => `Tu liquidación para ${organization}`,
    body: (number, amount) =>
      `La liquidación ${number} está lista. Asciende a ${amount}: lo que han dado los pedidos de tu tienda.`,
  },
  statementRoundUps: (amount) =>
    `De ello, ${amount} es lo que los compradores añadieron a sus pedidos: sus donativos, que usted entrega.`,
  statementDue: (date) =>
    `Págala antes del ${date}. Los proyectos reciben el dinero en cuanto la hayas pagado.`,
  statementCarried:
    'Ahora no hay nada que pagar: es menos que la moneda más pequeña, o se devolvió más de lo que se dio. Pasa a la siguiente liquidación.',
  openStatement: 'Leer, imprimir y pagar la liquidación',
  tree: {
    subject: (organization) => `Su árbol con ${organization} ya tiene número`,
    body: (number, species, place, plot) =>
      `Gracias. Su árbol tiene el número ${number}: ${species}, lugar ${place} de «${plot}». Por ahora está previsto. En su página verá cuándo está plantado y cómo crece.`,
  },
  treeGift: (name) => `El árbol es para ${name}, y así consta en su página.`,
  treeGiftFrom: (name, date) =>
    `El árbol es para ${name}. Constará en su página a partir del ${date}.`,
  treeMoved: (place) =>
    `El lugar que eligió (${place}) ya estaba ocupado cuando llegó su pago, así que su árbol tiene otro en el mismo terreno.`,
  treeReturned: {
    subject: (organization) => `Le devolvemos su donativo para un árbol con ${organization}`,
    place_gone: (amount, plot) =>
      `Sus ${amount} para un árbol en «${plot}» llegaron cuando el lugar ya no estaba reservado para usted, y no quedaba ningún otro libre. Hemos solicitado la devolución íntegra.`,
    team_incomplete: (amount, plot) =>
      `Su grupo para un árbol en «${plot}» no se completó a tiempo. Hemos solicitado la devolución íntegra de sus ${amount}.`,
    surplus: (amount, plot) =>
      `Sus ${amount} para un árbol en «${plot}» llegaron cuando el árbol ya estaba pagado. Hemos solicitado la devolución íntegra.`,
    next: 'Le escribiremos de nuevo en cuanto el dinero esté en camino. No tiene que hacer nada.',
  },
  openTree: 'Su árbol y su certificado',
  openReceipt: 'Leer e imprimir el recibo',
  openPdf: 'El recibo en PDF',
  openPage: 'Tus donaciones y lo que puedes cambiar',
  openLink: 'Ver mis donaciones',
  why: (organization) =>
    `Recibes esta carta por una donación a ${organization}. No es publicidad, y no hemos dado tu dirección a nadie.`,
  whyCard: (organization) =>
    `Quien ha donado pidió a ${organization} que te escribiera esta única carta. Tu dirección no se usa para nada más.`,
  whyStatement: (organization) =>
    `Recibes esta carta porque tu tienda dona a ${organization}. No es publicidad.`,
};
