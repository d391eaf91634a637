import type { TreeWords } from '../words.ts';

export const ptBr: TreeWords = {
  language: 'pt-BR',
  certificate: 'Certificado de árvore',
  number: (number) => `Árvore nº ${number}`,
  adopters: {
    donor: 'Adotada por',
    team: 'Adotada em conjunto por',
    shop: 'Plantada pelos pedidos de',
    points: 'Conquistada pelas boas ações de',
  },
  somebody: 'Alguém que prefere não se identificar',
  andOthers: (count) => `e mais ${count}`,
  giftFor: 'Um presente para',
  from: (names) => `de ${names}`,
  giftToCome: 'Um presente que espera o seu dia',
  species: 'Espécie',
  place: 'Onde ela está',
  placeIn: (plot, number) => `${plot}, lugar ${number}`,
  coordinates: 'Latitude, longitude',
  adoptedOn: 'Adotada em',
  plantedOn: 'Plantada em',
  notPlantedYet: 'Espera a época de plantio',
  charity: 'Sob os cuidados de',
  scan: 'Escaneie para ver como ela está',
  test: 'TESTE: esta árvore só existe no ambiente de testes. Nenhuma árvore real é plantada por ela.',
  states: {
    planned: {
      name: 'Prevista',
      meaning: 'O lugar está reservado; o plantio acontece quando chegar a época.',
    },
    planted: {
      name: 'Plantada',
      meaning: 'Já está na terra. Os primeiros anos são os mais difíceis.',
    },
    established: { name: 'Enraizada', meaning: 'Criou raízes e passou pelos meses secos.' },
    grown: { name: 'Crescida', meaning: 'Agora se mantém sozinha.' },
    lost: {
      name: 'Perdida',
      meaning: 'Esta árvore não sobreviveu. O que se sabe sobre ela está contado abaixo.',
    },
    replaced: {
      name: 'Perdida e replantada',
      meaning: 'Esta árvore não sobreviveu. Outra foi plantada no lugar dela.',
    },
  },
  replacedBy: 'Ver a árvore que está aqui agora',
  replaces: 'Foi plantada no lugar de',
  stages: 'O que aconteceu',
  evidence: 'Foto como comprovação',
  size: 'Qual o tamanho dela',
  height: 'Altura',
  crown: 'Largura da copa',
  range: (low, high) => `provavelmente entre ${low} e ${high}`,
  sizeBySpecies:
    'Ninguém a mediu ainda: é o tamanho que árvores da espécie costumam ter nessa idade.',
  sizeByMeasuring: (count, formatted) =>
    count === 1
      ? 'Estimativa para hoje a partir de uma medição e do crescimento da espécie.'
      : `Estimativa para hoje a partir de ${formatted} medições e do crescimento da espécie.`,
  nextLook: (date) => `A próxima visita será por volta de ${date}.`,
  lookWasDue: (date) =>
    `Uma visita era esperada por volta de ${date}; nada foi comunicado desde então.`,
  observations: 'O que foi visto',
  seenOn: (date) => `Vista em ${date}`,
  dead: 'Encontrada morta',
  share: 'Certificado',
  openPdf: 'Certificado em PDF',
  openPicture: 'Certificado como imagem',
  photoOf: (date) => `A árvore em ${date}`,
  unknown: 'Não encontramos esta árvore',
  unknownHow:
    'O endereço pode estar incompleto. Escaneie o código de novo ou pergunte à organização.',
};
