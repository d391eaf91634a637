import type { LetterWords } from '../words.ts';

export const ptBr: LetterWords = {
  language: 'pt-BR',
  direction: 'ltr',
  hello: (name) => `Olá, ${name}.`,
  helloAll: 'Olá.',
  testMark: '[TESTE]',
  test: 'Isto é um teste. Nenhum dinheiro foi movimentado.',
  thanks: {
    subject: (organization) => `Obrigado pela sua doação para ${organization}`,
    body: (amount, project) => `Obrigado por doar ${amount} para “${project}”. Sua doação chegou.`,
  },
  receipt: {
    subject: (organization) => `Seu recibo de ${organization}`,
    body: (number, amount) => `Este é o recibo ${number}, no valor de ${amount}.`,
  },
  refund: {
    subject: (organization) => `${organization} devolveu a sua doação`,
    body: (amount, project) =>
      `${amount} da sua doação para “${project}” estão voltando para você. O recibo anterior não vale mais.`,
  },
  refundLeft: (amount) => `Um novo recibo de ${amount} fica no lugar dele.`,
  refundFailed: {
    subject: (organization) => `A devolução de ${organization} não chegou`,
    body: (amount, project) =>
      `Quisemos devolver ${amount} da sua doação para “${project}”, mas o banco nos mandou o valor de volta. Escreva para nós, por favor, e encontraremos outro jeito.`,
  },
  link: {
    subject: (organization) => `Suas doações para ${organization}`,
    body: (organization) =>
      `Com este link você vê suas doações para ${organization}, os recibos e tudo o que pode mudar.`,
  },
  linkUntil: (minutes) =>
    `O link vale por ${minutes} minutos e só para você: por favor, não o encaminhe.`,
  linkIgnore: 'Se não foi você quem pediu, não precisa fazer nada.',
  card: {
    subject: () => 'Uma doação em homenagem a alguém que você conhece',
    body: (giver, honoured, project) =>
      `${giver} doou para “${project}” em homenagem a ${honoured}.`,
  },
  cardInMemory: {
    subject: () => 'Uma doação em memória de alguém que você conheceu',
    body: (giver, honoured, project) =>
      `${giver} doou para “${project}” em memória de ${honoured}.`,
  },
  cardMessage: (giver) => `${giver} escreve:`,
  somebody: 'Alguém',
  every: { month: 'por mês', year: 'por ano' },
  started: {
    subject: (organization) => `Sua doação recorrente para ${organization} começou`,
    body: (amount, every, project) =>
      `Obrigado. A partir de agora você doa ${amount} ${every} para “${project}”. Pode mudar, pausar ou encerrar quando quiser.`,
  },
  renewed: {
    subject: (organization) => `Obrigado por doar de novo para ${organization}`,
    body: (amount, every, project) =>
      `Sua doação de ${amount} ${every} para “${project}” chegou outra vez.`,
  },
  failed: {
    subject: (organization) => `Não foi possível cobrar sua doação recorrente para ${organization}`,
    body: (amount, every, project) =>
      `Não foi possível cobrar sua doação de ${amount} ${every} para “${project}”. Nada foi debitado. Talvez o cartão não seja mais válido.`,
  },
  failedAgainOn: (date) =>
    `Tentaremos de novo em ${date}. Antes disso você pode informar outro cartão.`,
  paused: {
    subject: (organization) => `Sua doação recorrente para ${organization} está em pausa`,
    body: (amount, every, project) =>
      `Sua doação de ${amount} ${every} para “${project}” está em pausa. Nada será cobrado até você retomá-la.`,
  },
  cancelled: {
    subject: (organization) => `Sua doação recorrente para ${organization} foi encerrada`,
    body: (amount, every, project) =>
      `Sua doação de ${amount} ${every} para “${project}” foi encerrada e nada mais será cobrado. Obrigado por tudo o que você doou.`,
  },
  statement: {
    subject: (organization) => `Seu extrato para ${organization}`,
    body: (number, amount) =>
      `O extrato ${number} está pronto. O total é ${amount}: o que os pedidos da sua loja doaram.`,
  },
  statementRoundUps: (amount) =>
    `Desse valor, ${amount} é o que os clientes acrescentaram aos pedidos: doações deles, que você repassa.`,
  statementDue: (date) => `Pague até ${date}. Os projetos recebem o dinheiro assim que você pagar.`,
  statementCarried:
    'Não há nada a pagar agora: é menos que a menor moeda, ou foi devolvido mais do que doado. O valor passa para o próximo extrato.',
  openStatement: 'Ler, imprimir e pagar o extrato',
  tree: {
    subject: (organization) => `Sua árvore com ${organization} já tem número`,
    body: (number, species, place, plot) =>
      `Obrigado. Sua árvore tem o número ${number}: ${species}, lugar ${place} de “${plot}”. Por enquanto, o plantio está previsto. A página dela mostra quando foi plantada e como cresce.`,
  },
  treeGift: (name) => `A árvore é para ${name}, e a página dela diz isso.`,
  treeGiftFrom: (name, date) =>
    `A árvore é para ${name}. A página dela dirá isso a partir de ${date}.`,
  treeMoved: (place) =>
    `O lugar que você escolheu (${place}) já estava ocupado quando o pagamento chegou, por isso sua árvore tem outro no mesmo terreno.`,
  treeReturned: {
    subject: (organization) => `Sua doação para uma árvore com ${organization} volta para você`,
    place_gone: (amount, plot) =>
      `Seus ${amount} para uma árvore em “${plot}” chegaram quando o lugar já não estava reservado para você, e nenhum outro estava livre. Pedimos a devolução do valor total.`,
    team_incomplete: (amount, plot) =>
      `Seu grupo para uma árvore em “${plot}” não se completou a tempo. Pedimos a devolução total dos seus ${amount}.`,
    surplus: (amount, plot) =>
      `Seus ${amount} para uma árvore em “${plot}” chegaram quando a árvore já estava paga. Pedimos a devolução do valor total.`,
    next: 'Escreveremos de novo assim que o dinheiro estiver a caminho. Você não precisa fazer nada.',
  },
  openTree: 'Sua árvore e o certificado',
  openReceipt: 'Ler e imprimir o recibo',
  openPdf: 'O recibo em PDF',
  openPage: 'Suas doações e o que você pode mudar',
  openLink: 'Ver minhas doações',
  why: (organization) =>
    `Você recebe esta carta por causa de uma doação para ${organization}. Não é propaganda, e não demos seu endereço a ninguém.`,
  whyCard: (organization) =>
    `Quem doou pediu a ${organization} que lhe escrevesse esta única carta. Seu endereço não é usado para mais nada.`,
  whyStatement: (organization) =>
    `Você recebe esta carta porque sua loja doa para ${organization}. Não é publicidade.`,
};
