import type { ForestWords } from './forest-words.ts';

/** French of the forest. */
export const words: ForestWords = {
  forest: {
    lang: 'fr',
    tryAgain: 'Réessayer',
    loadFailed: 'Le chargement a échoué.',
    noConnection: 'Pas de connexion. Vérifiez la vôtre, ou réessayez dans un instant.',
    unavailable: 'La forêt ne peut pas être affichée pour le moment.',
    test: 'Mode test',
    tree: (number) => `Arbre ${number}`,
    trees: (count, formatted) => (count < 2 ? `${formatted} arbre` : `${formatted} arbres`),
    places: (count, formatted) =>
      count < 2 ? `${formatted} emplacement` : `${formatted} emplacements`,
    states: {
      planned: 'En attente de plantation',
      planted: 'Planté',
      established: 'A pris racine',
      grown: 'Adulte',
      replaced: 'Mort et remplacé',
      lost: 'Mort',
    },
  },
  map: {
    name: 'Carte de la forêt',
    species: 'Essence',
    allSpecies: 'Toutes les essences',
    year: 'Année de plantation',
    allYears: 'Toutes les années',
    mine: (count) => `Mes arbres (${count})`,
    showMap: 'Carte',
    showPlan: 'Plan détaillé',
    showList: 'Liste',
    zoomIn: 'Zoomer',
    zoomOut: 'Dézoomer',
    wholeForest: 'Voir toute la forêt',
    play: 'Rejouer la plantation',
    pause: 'Mettre en pause',
    until: 'Voir la forêt telle qu’elle était en',
    plantedUntil: (trees, year) => `${trees} jusqu’en ${year}`,
    plantedIn: (trees, year) => `${trees} en ${year}`,
    plots: (count, formatted) => (count < 2 ? `${formatted} parcelle` : `${formatted} parcelles`),
    placesLeft: (count, formatted) =>
      count < 2 ? `${formatted} place libre` : `${formatted} places libres`,
    plantedOn: (date) => `planté : ${date}`,
    allPlots: 'Toutes les parcelles',
    plan: (plot) =>
      `Plan de ${plot}, le nord en haut. Les flèches du clavier mènent d’arbre en arbre.`,
    more: 'Voir plus d’arbres',
    morePlots: 'Voir plus de parcelles',
    noTrees: 'Aucun arbre n’a encore été parrainé ici.',
    noneSuch: 'Aucun des arbres affichés jusqu’ici n’est de cette essence et de cette année.',
    empty: 'Cette forêt n’a pas encore de parcelle.',
    unknownPlot: 'Cette parcelle est introuvable.',
    unknownTree: (number) => `L’arbre ${number} est introuvable.`,
    noMap:
      'La carte ne peut pas être dessinée ici. Tout se trouve dans cette liste et sur le plan de chaque parcelle.',
    trouble: 'Des parties de la carte n’ont pas pu être chargées.',
    certificate: 'Sa page et son certificat',
    close: 'Fermer',
    scrollWith: (key) => `Maintenez ${key} et faites défiler pour zoomer sur la carte`,
    twoFingers: 'Déplacez la carte avec deux doigts',
    firstOnly: (count) => `Le plan montre les ${count} premières places.`,
  },
  tree: {
    place: (place, plot) => `Emplacement ${place}, ${plot}`,
    age: 'Depuis la plantation',
    notPlanted: 'Il n’est pas encore planté. Son emplacement lui est réservé.',
    plantedFrom: (from, to) => `Ici, on plante de ${from} à ${to}.`,
    height: 'Hauteur actuelle',
    crown: 'Largeur du houppier',
    range: (low, high) => `de ${low} à ${high}`,
    rangeMeans: 'Neuf arbres semblables sur dix se trouveraient dans cet intervalle.',
    bySpecies:
      'Personne n’a encore mesuré cet arbre : c’est ce que son espèce atteint d’ordinaire à cet âge.',
    byMeasurements: (count, formatted) =>
      `Estimé d’après ${count < 2 ? `${formatted} mesure` : `${formatted} mesures`} de cet arbre.`,
    drawn: (tree, person) =>
      `L’arbre, haut de ${tree}, dessiné à l’échelle à côté d’une personne de ${person}`,
    story: 'Son histoire',
    evidence: 'Image',
    photo: (number, date) => `Arbre ${number}, le ${date}`,
    nextVisit: 'Prochaine visite',
    about: (month) => `vers ${month}`,
    certificate: 'Sa page et son certificat',
    by: (names) => `Offert par ${names}`,
    byTeam: (team) => `Offert ensemble par ${team}`,
    others: (count, formatted) =>
      count < 2 ? `${formatted} autre personne` : `${formatted} autres personnes`,
    byUnnamed: 'Offert par une personne qui n’est pas nommée',
    byShop: (shop) => `Offert par les commandes chez ${shop}`,
    byPoints: 'Gagné avec des points de bonnes actions',
    giftFor: (name) => `Un cadeau pour ${name}`,
    lost: (date) => `Cet arbre n’a pas survécu. Sa perte a été constatée le ${date}.`,
    notReplaced: 'Aucun autre arbre n’a été planté à sa place pour l’instant.',
    replacedBy: (number) => `L’arbre ${number} a été planté à sa place.`,
    replaces: (number) => `Il se trouve là où l’arbre ${number} est mort.`,
    unknown: 'Cet arbre est introuvable.',
  },
  plot: {
    placesLeft: 'Emplacements libres',
    of: (part, whole) => `${part} sur ${whole}`,
    held: (count, formatted) =>
      count < 2
        ? `${formatted} est réservé à une personne qui s’apprête à payer.`
        : `${formatted} sont réservés à des personnes qui s’apprêtent à payer.`,
    full: 'Tous les emplacements sont pris.',
    closed: 'On ne peut plus adopter d’arbre ici.',
    planted: 'Arbres plantés',
    waiting: 'En attente de plantation',
    survival: 'Survie',
    standing: (percent, count, formatted) =>
      `${percent} de ${count < 2 ? `${formatted} arbre` : `${formatted} arbres`} toujours debout`,
    survivalHow: 'Tout arbre planté compte, même mort et remplacé.',
    nothingPlanted: 'rien n’est encore planté',
    partner: 'Planté et entretenu par',
    season: 'Saison de plantation',
    months: (from, to) => `de ${from} à ${to}`,
    area: 'Superficie',
    outline: (plot) => `Contour de ${plot}, le nord en haut`,
    fromAbove: 'Vu du ciel',
    satellite: (date) => `Image satellite du ${date}`,
    drone: (date) => `Image de drone du ${date}`,
    year: 'Année',
    compare: 'Part visible de l’image la plus récente',
    imageBy: (credit) => `Image : ${credit}`,
    unknown: 'Cette parcelle est introuvable.',
  },
  counter: {
    standing: (count) => (count < 2 ? 'arbre debout' : 'arbres debout'),
    species: (count) => (count < 2 ? 'espèce' : 'espèces'),
    plots: (count) => (count < 2 ? 'parcelle' : 'parcelles'),
    countries: () => 'pays',
    waiting: (count, formatted) =>
      count < 2
        ? `${formatted} autre attend d’être planté.`
        : `${formatted} autres attendent d’être plantés.`,
    lost: (count, formatted) =>
      count < 2
        ? `${formatted} est mort et ne compte pas.`
        : `${formatted} sont morts et ne comptent pas.`,
    none: 'Aucun arbre n’est encore debout.',
    asOf: (time) => `État au ${time}`,
  },
  picker: {},
};
