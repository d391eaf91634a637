import type { TreeWords } from '../words.ts';

export const fr: TreeWords = {
  language: 'fr',
  certificate: 'Certificat d’arbre',
  number: (number) => `Arbre n° ${number}`,
  adopters: {
    donor: 'Adopté par',
    team: 'Adopté ensemble par',
    shop: 'Planté grâce aux commandes de',
    points: 'Gagné par les bonnes actions de',
  },
  somebody: 'Quelqu’un qui préfère rester anonyme',
  andOthers: (count) => `et ${count} autres`,
  giftFor: 'Un cadeau pour',
  from: (names) => `de la part de ${names}`,
  giftToCome: 'Un cadeau qui attend son jour',
  species: 'Espèce',
  place: 'Où il se trouve',
  placeIn: (plot, number) => `${plot}, emplacement ${number}`,
  coordinates: 'Latitude, longitude',
  adoptedOn: 'Adopté le',
  plantedOn: 'Planté le',
  notPlantedYet: 'Attend la saison de plantation',
  charity: 'Aux bons soins de',
  scan: 'Scannez pour avoir de ses nouvelles',
  test: 'TEST : cet arbre n’existe que dans l’environnement de test. Aucun vrai arbre n’est planté pour lui.',
  states: {
    planned: {
      name: 'Prévu',
      meaning: 'Sa place est réservée ; il sera planté quand la saison viendra.',
    },
    planted: {
      name: 'Planté',
      meaning: 'Il est en terre. Les premières années sont les plus difficiles.',
    },
    established: { name: 'Enraciné', meaning: 'Il a pris racine et passé les mois secs.' },
    grown: { name: 'Grand', meaning: 'Il se débrouille désormais seul.' },
    lost: {
      name: 'Perdu',
      meaning: 'Cet arbre n’a pas survécu. Ce que l’on en sait est dit plus bas.',
    },
    replaced: {
      name: 'Perdu et replanté',
      meaning: 'Cet arbre n’a pas survécu. Un autre a été planté à sa place.',
    },
  },
  replacedBy: 'Voir l’arbre qui se trouve ici à présent',
  replaces: 'Il a été planté à la place de',
  stages: 'Ce qui s’est passé',
  evidence: 'Photo à l’appui',
  size: 'Sa taille',
  height: 'Hauteur',
  crown: 'Largeur du houppier',
  range: (low, high) => `sans doute entre ${low} et ${high}`,
  sizeBySpecies:
    'Personne ne l’a encore mesuré : c’est la taille habituelle des arbres de son espèce à son âge.',
  sizeByMeasuring: (count, formatted) =>
    count === 1
      ? 'Estimation pour aujourd’hui, d’après une mesure et la croissance de son espèce.'
      : `Estimation pour aujourd’hui, d’après ${formatted} mesures et la croissance de son espèce.`,
  nextLook: (date) => `Prochaine visite vers le ${date}.`,
  lookWasDue: (date) => `Une visite était prévue vers le ${date} ; rien n’a été signalé depuis.`,
  observations: 'Ce qui a été vu',
  seenOn: (date) => `Vu le ${date}`,
  dead: 'Trouvé mort',
  share: 'Certificat',
  openPdf: 'Certificat en PDF',
  openPicture: 'Certificat en image',
  photoOf: (date) => `L’arbre le ${date}`,
  unknown: 'Cet arbre est introuvable',
  unknownHow:
    'L’adresse est peut-être incomplète. Scannez de nouveau le code, ou demandez à l’association.',
};
