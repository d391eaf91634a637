import type { DeedsWords } from './deeds-words.ts';

/** Brazilian Portuguese of good deeds. */
export const words: DeedsWords = {
  deeds: {
    lang: 'pt-BR',
    tryAgain: 'Tentar de novo',
    loadFailed: 'Não foi possível carregar.',
    noConnection: 'Sem conexão. Verifique a sua ou tente de novo em instantes.',
    unavailable: 'Não é possível mostrar este desafio no momento.',
    test: 'Modo de teste',
    steps: (count, formatted) => (count === 1 ? '1 passo' : `${formatted} passos`),
  },
  challenge: {
    sponsor: 'Prometido por',
    rate: (amount, steps) => `${amount} a cada ${steps}`,
    given: 'doados',
    people: (count, formatted) => (count === 1 ? '1 pessoa' : `${formatted} pessoas`),
    by: (steps, people) => `${steps} de ${people}`,
    bar: (challenge) => `O que “${challenge}” já doou`,
    ofBudget: (given, budget) => `${given} de ${budget}`,
    leftToday: 'Resta hoje',
    leftOn: (date) => `Restava em ${date}`,
    left: 'Resta ao todo',
    come: (come, promised) =>
      `Dos ${promised} prometidos, ${come} já chegaram à organização. Só isso pode ser doado.`,
    nothingCome: 'A organização ainda não recebeu o dinheiro. Até lá, os passos não doam nada.',
    backToSponsor: 'O valor depende dos passos: o que eles não alcançarem fica com o patrocinador.',
    allToProject: 'O projeto recebe todo o orçamento, seja qual for o número de passos.',
    dates: (from, until) => `De ${from} a ${until}`,
    daysLeft: (count, formatted) =>
      count === 0
        ? 'Hoje é o último dia'
        : count === 1
          ? 'Falta 1 dia'
          : `Faltam ${formatted} dias`,
    begins: (date) => `Começa em ${date}.`,
    paused: 'A organização pausou este desafio. Mais tarde será possível doar passos de novo.',
    ended: (date) => `Terminou em ${date}.`,
    usedUp: 'O orçamento acabou. Obrigado a todas as pessoas que caminharam.',
    allComeGiven: 'Tudo o que chegou até agora foi doado; o patrocinador prometeu mais.',
    usedUpToday: 'O orçamento de hoje acabou.',
    wentToProject: (amount, date) => `Sobraram ${amount}, que foram para o projeto em ${date}.`,
    wentToSponsor: (amount, date) => `Sobraram ${amount}, que voltaram ao patrocinador em ${date}.`,
    teams: 'Equipes com mais passos',
    members: (count, formatted) => (count === 1 ? '1 membro' : `${formatted} membros`),
    unknown: 'Este desafio não foi encontrado.',
  },
  history: {
    days: 'Dias em que você doou passos',
    together: (amount, steps) => `${amount} por ${steps}`,
    given: (amount) => `${amount} doados`,
    none: 'Ainda não foram doados passos a partir deste aparelho.',
    noneHow: 'Os dias em que você doar passos aparecerão aqui.',
    waiting: 'Ainda não enviado. O envio acontece sozinho quando houver conexão.',
    more: 'Os dias anteriores não são mostrados.',
    limits: {
      person_cap: 'Mais passos do que contam por pessoa em um dia.',
      source_cap: 'Mais passos do que contam em um dia por este meio.',
      daily_budget: 'O orçamento daquele dia tinha acabado.',
      budget: 'Tudo o que havia chegado para o desafio até então tinha sido doado.',
    },
    tooFew: (least) => `Um dia conta a partir de ${least}.`,
    sources: {
      werun: 'Pelo WeChat',
      partner: 'O aplicativo da organização',
      bluetooth: 'Sensor de passada',
      motion: 'Contados nesta página',
      import: 'De um arquivo',
      declared: 'Digitados',
    },
    told: (source, steps) => `${source}, ${steps}`,
    underReview: 'Em análise: contará quando a organização aceitar.',
    refused: 'A organização não aceitou.',
    reasons: {
      day_ceiling: 'Mais passos do que quase qualquer pessoa dá em um dia.',
      cadence: 'Mais passos do que cabem nesse tempo.',
      future_day: 'O dia ainda não tinha começado. O relógio do aparelho está certo?',
      old_day: 'O dia era de mais de dois dias antes.',
      counter_gap: 'Algo que este aparelho enviou antes não chegou.',
      one_device_many: 'Muitos participantes vieram de um mesmo lugar.',
    },
    unknown: 'Este desafio não foi encontrado.',
  },
};
