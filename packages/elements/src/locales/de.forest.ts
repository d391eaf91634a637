import type { ForestWords } from './forest-words.ts';

/** German of the forest. */
export const words: ForestWords = {
  forest: {
    lang: 'de',
    tryAgain: 'Erneut versuchen',
    loadFailed: 'Das konnte nicht geladen werden.',
    noConnection: 'Keine Verbindung. Prüfen Sie Ihre, oder versuchen Sie es gleich noch einmal.',
    unavailable: 'Der Wald lässt sich gerade nicht anzeigen.',
    test: 'Testmodus',
    tree: (number) => `Baum ${number}`,
    trees: (count, formatted) => (count === 1 ? '1 Baum' : `${formatted} Bäume`),
    places: (count, formatted) => (count === 1 ? '1 Pflanzplatz' : `${formatted} Pflanzplätze`),
    states: {
      planned: 'Wartet auf die Pflanzung',
      planted: 'Gepflanzt',
      established: 'Angewachsen',
      grown: 'Herangewachsen',
      replaced: 'Eingegangen und ersetzt',
      lost: 'Eingegangen',
    },
  },
  map: {},
  tree: {
    place: (place, plot) => `Platz ${place}, ${plot}`,
    age: 'Seit der Pflanzung',
    notPlanted: 'Er ist noch nicht gepflanzt. Sein Platz wird freigehalten.',
    plantedFrom: (from, to) => `Gepflanzt wird hier von ${from} bis ${to}.`,
    height: 'Höhe heute',
    crown: 'Breite der Krone',
    range: (low, high) => `${low} bis ${high}`,
    rangeMeans: 'Neun von zehn solchen Bäumen lägen in diesem Bereich.',
    bySpecies:
      'Diesen Baum hat noch niemand gemessen: So hoch wird seine Art in diesem Alter gewöhnlich.',
    byMeasurements: (count, formatted) =>
      `Geschätzt aus ${count === 1 ? 'einer Messung' : `${formatted} Messungen`} dieses Baums.`,
    drawn: (tree, person) =>
      `Der Baum, ${tree} hoch, maßstäblich neben einem Menschen von ${person}`,
    story: 'Was geschah',
    evidence: 'Bild',
    photo: (number, date) => `Baum ${number} am ${date}`,
    nextVisit: 'Nächster Besuch',
    about: (month) => `etwa ${month}`,
    certificate: 'Seine Seite und Urkunde',
    by: (names) => `Geschenkt von ${names}`,
    byTeam: (team) => `Gemeinsam geschenkt von ${team}`,
    others: (count, formatted) => (count === 1 ? 'einer weiteren Person' : `${formatted} weiteren`),
    byUnnamed: 'Geschenkt von jemandem, der nicht genannt wird',
    byShop: (shop) => `Aus Bestellungen bei ${shop}`,
    byPoints: 'Mit Punkten für gute Taten verdient',
    giftFor: (name) => `Ein Geschenk für ${name}`,
    lost: (date) => `Dieser Baum hat nicht überlebt. Das wurde am ${date} festgehalten.`,
    notReplaced: 'An seiner Stelle steht bisher kein anderer.',
    replacedBy: (number) => `An seiner Stelle wurde Baum ${number} gepflanzt.`,
    replaces: (number) => `Er steht dort, wo Baum ${number} eingegangen ist.`,
    unknown: 'Dieser Baum ist nicht zu finden.',
  },
  plot: {
    placesLeft: 'Freie Plätze',
    of: (part, whole) => `${part} von ${whole}`,
    held: (count, formatted) =>
      count === 1
        ? 'Einer ist für jemanden reserviert, der gleich bezahlt.'
        : `${formatted} sind für Menschen reserviert, die gleich bezahlen.`,
    full: 'Alle Plätze sind vergeben.',
    closed: 'Hier können keine Bäume mehr übernommen werden.',
    planted: 'Gepflanzte Bäume',
    waiting: 'Warten auf die Pflanzung',
    survival: 'Überlebt',
    standing: (percent, count, formatted) =>
      `${percent} von ${count === 1 ? 'einem Baum' : `${formatted} Bäumen`} stehen noch`,
    survivalHow: 'Jeder gepflanzte Baum zählt mit, auch wer eingegangen ist und ersetzt wurde.',
    nothingPlanted: 'noch nichts gepflanzt',
    partner: 'Gepflanzt und gepflegt von',
    season: 'Pflanzzeit',
    months: (from, to) => `${from} bis ${to}`,
    area: 'Fläche',
    outline: (plot) => `Umriss von ${plot}, Norden ist oben`,
    fromAbove: 'Von oben gesehen',
    satellite: (date) => `Satellitenbild vom ${date}`,
    drone: (date) => `Drohnenbild vom ${date}`,
    year: 'Jahr',
    compare: 'Wie viel vom späteren Bild zu sehen ist',
    imageBy: (credit) => `Bild: ${credit}`,
    unknown: 'Diese Fläche ist nicht zu finden.',
  },
  counter: {
    standing: (count) => (count === 1 ? 'Baum steht' : 'Bäume stehen'),
    species: (count) => (count === 1 ? 'Art' : 'Arten'),
    plots: (count) => (count === 1 ? 'Fläche' : 'Flächen'),
    countries: (count) => (count === 1 ? 'Land' : 'Länder'),
    waiting: (count, formatted) =>
      count === 1
        ? 'Ein weiterer wartet auf die Pflanzung.'
        : `${formatted} weitere warten auf die Pflanzung.`,
    lost: (count, formatted) =>
      count === 1
        ? 'Einer ist eingegangen und zählt nicht mit.'
        : `${formatted} sind eingegangen und zählen nicht mit.`,
    none: 'Noch steht kein Baum.',
    asOf: (time) => `Stand: ${time}`,
  },
  picker: {},
};
