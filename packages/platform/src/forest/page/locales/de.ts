import type { TreeWords } from '../words.ts';

export const de: TreeWords = {
  language: 'de',
  certificate: 'Baumurkunde',
  number: (number) => `Baum Nr. ${number}`,
  adopters: {
    donor: 'Patenschaft von',
    team: 'Gemeinsame Patenschaft von',
    shop: 'Gepflanzt für Bestellungen bei',
    points: 'Verdient durch gute Taten von',
  },
  somebody: 'Jemand, der ungenannt bleibt',
  andOthers: (count) => `und ${count} weitere`,
  giftFor: 'Ein Geschenk für',
  from: (names) => `von ${names}`,
  giftToCome: 'Ein Geschenk, das auf seinen Tag wartet',
  species: 'Art',
  place: 'Standort',
  placeIn: (plot, number) => `${plot}, Platz ${number}`,
  coordinates: 'Breite, Länge',
  adoptedOn: 'Patenschaft seit',
  plantedOn: 'Gepflanzt am',
  notPlantedYet: 'Wartet auf die Pflanzzeit',
  charity: 'In der Obhut von',
  scan: 'Scannen und sehen, wie es ihm geht',
  test: 'TEST: Dieser Baum steht nur in der Sandbox. Für ihn wird kein echter Baum gepflanzt.',
  states: {
    planned: {
      name: 'Geplant',
      meaning: 'Sein Platz ist reserviert; gepflanzt wird, sobald die Zeit dafür da ist.',
    },
    planted: {
      name: 'Gepflanzt',
      meaning: 'Er steht in der Erde. Die ersten Jahre sind die schwersten.',
    },
    established: {
      name: 'Angewachsen',
      meaning: 'Er hat Wurzeln geschlagen und trockene Monate überstanden.',
    },
    grown: { name: 'Groß geworden', meaning: 'Er kommt jetzt allein zurecht.' },
    lost: {
      name: 'Eingegangen',
      meaning: 'Dieser Baum hat nicht überlebt. Was wir darüber wissen, steht unten.',
    },
    replaced: {
      name: 'Eingegangen und nachgepflanzt',
      meaning: 'Dieser Baum hat nicht überlebt. An seiner Stelle wurde ein anderer gepflanzt.',
    },
  },
  replacedBy: 'Zum Baum, der jetzt hier steht',
  replaces: 'Er wurde nachgepflanzt für',
  stages: 'Was bisher geschah',
  evidence: 'Foto als Beleg',
  size: 'Wie groß er ist',
  height: 'Höhe',
  crown: 'Breite der Krone',
  range: (low, high) => `wahrscheinlich ${low} bis ${high}`,
  sizeBySpecies:
    'Noch hat ihn niemand gemessen: So groß sind Bäume seiner Art in seinem Alter gewöhnlich.',
  sizeByMeasuring: (count, formatted) =>
    count === 1
      ? 'Für heute geschätzt, nach einer Messung und dem Wuchs seiner Art.'
      : `Für heute geschätzt, nach ${formatted} Messungen und dem Wuchs seiner Art.`,
  nextLook: (date) => `Um den ${date} sieht wieder jemand nach ihm.`,
  lookWasDue: (date) =>
    `Um den ${date} sollte jemand nach ihm sehen; seither wurde nichts gemeldet.`,
  observations: 'Was gesehen wurde',
  seenOn: (date) => `Gesehen am ${date}`,
  dead: 'Abgestorben vorgefunden',
  share: 'Urkunde',
  openPdf: 'Urkunde als PDF',
  openPicture: 'Urkunde als Bild',
  photoOf: (date) => `Der Baum am ${date}`,
  unknown: 'Diesen Baum gibt es hier nicht',
  unknownHow:
    'Vielleicht ist die Adresse unvollständig. Bitte den Code noch einmal scannen oder die Organisation fragen.',
};
