import type { TreeWords } from '../words.ts';

export const es: TreeWords = {
  language: 'es',
  certificate: 'Certificado de árbol',
  number: (number) => `Árbol n.º ${number}`,
  adopters: {
    donor: 'Adoptado por',
    team: 'Adoptado en equipo por',
    shop: 'Plantado por los pedidos de',
    points: 'Ganado con las buenas acciones de',
  },
  somebody: 'Alguien que prefiere el anonimato',
  andOthers: (count) => `y ${count} más`,
  giftFor: 'Un regalo para',
  from: (names) => `de ${names}`,
  giftToCome: 'Un regalo que espera su día',
  species: 'Especie',
  place: 'Dónde está',
  placeIn: (plot, number) => `${plot}, lugar ${number}`,
  coordinates: 'Latitud, longitud',
  adoptedOn: 'Adoptado el',
  plantedOn: 'Plantado el',
  notPlantedYet: 'Espera la temporada de plantación',
  charity: 'Al cuidado de',
  scan: 'Escanea para ver cómo está',
  test: 'PRUEBA: este árbol solo existe en el entorno de pruebas. No se planta ningún árbol real por él.',
  states: {
    planned: {
      name: 'Previsto',
      meaning: 'Su lugar está reservado; se planta cuando llega la temporada.',
    },
    planted: {
      name: 'Plantado',
      meaning: 'Ya está en la tierra. Los primeros años son los más duros.',
    },
    established: { name: 'Arraigado', meaning: 'Ha echado raíces y ha superado los meses secos.' },
    grown: { name: 'Crecido', meaning: 'Ya se vale por sí mismo.' },
    lost: {
      name: 'Perdido',
      meaning: 'Este árbol no sobrevivió. Lo que se sabe de él se cuenta más abajo.',
    },
    replaced: {
      name: 'Perdido y replantado',
      meaning: 'Este árbol no sobrevivió. En su lugar se plantó otro.',
    },
  },
  replacedBy: 'Ver el árbol que está aquí ahora',
  replaces: 'Se plantó en el lugar de',
  stages: 'Lo que ha pasado',
  evidence: 'Foto como prueba',
  size: 'Cuánto mide',
  height: 'Altura',
  crown: 'Ancho de la copa',
  range: (low, high) => `probablemente entre ${low} y ${high}`,
  sizeBySpecies:
    'Nadie lo ha medido todavía: es lo que suelen medir los árboles de su especie a su edad.',
  sizeByMeasuring: (count, formatted) =>
    count === 1
      ? 'Estimación para hoy a partir de una medición y del crecimiento de su especie.'
      : `Estimación para hoy a partir de ${formatted} mediciones y del crecimiento de su especie.`,
  nextLook: (date) => `La próxima visita será hacia el ${date}.`,
  lookWasDue: (date) =>
    `Se esperaba una visita hacia el ${date}; desde entonces no se ha comunicado nada.`,
  observations: 'Lo que se ha visto',
  seenOn: (date) => `Visto el ${date}`,
  dead: 'Hallado muerto',
  share: 'Certificado',
  openPdf: 'Certificado en PDF',
  openPicture: 'Certificado como imagen',
  photoOf: (date) => `El árbol el ${date}`,
  unknown: 'No encontramos este árbol',
  unknownHow:
    'Puede que la dirección esté incompleta. Escanea el código otra vez o pregunta a la organización.',
};
