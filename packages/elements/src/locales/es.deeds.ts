import type { DeedsWords } from './deeds-words.ts';

/** Spanish of good deeds. */
export const words: DeedsWords = {
  deeds: {
    lang: 'es',
    tryAgain: 'Reintentar',
    loadFailed: 'No se ha podido cargar.',
    noConnection: 'Sin conexión. Compruebe la suya o inténtelo de nuevo en un momento.',
    unavailable: 'Ahora mismo no se puede mostrar este reto.',
    test: 'Modo de prueba',
    steps: (count, formatted) => (count === 1 ? '1 paso' : `${formatted} pasos`),
  },
  challenge: {
    sponsor: 'Prometido por',
    rate: (amount, steps) => `${amount} por cada ${steps}`,
    given: 'donados',
    people: (count, formatted) => (count === 1 ? '1 persona' : `${formatted} personas`),
    by: (steps, people) => `${steps} de ${people}`,
    bar: (challenge) => `Lo que ha donado «${challenge}»`,
    ofBudget: (given, budget) => `${given} de ${budget}`,
    leftToday: 'Queda hoy',
    leftOn: (date) => `Quedaba el ${date}`,
    left: 'Queda en total',
    come: (come, promised) =>
      `De los ${promised} prometidos, han llegado a la entidad ${come}. Solo eso se puede donar.`,
    nothingCome:
      'A la entidad aún no le ha llegado el dinero. Hasta entonces, los pasos no donan nada.',
    backToSponsor: 'La suma depende de los pasos: lo que no alcancen se queda con el patrocinador.',
    allToProject: 'El proyecto recibe todo el presupuesto, sean cuantos sean los pasos.',
    dates: (from, until) => `Del ${from} al ${until}`,
    daysLeft: (count, formatted) =>
      count === 0
        ? 'Hoy es el último día'
        : count === 1
          ? 'Queda 1 día'
          : `Quedan ${formatted} días`,
    begins: (date) => `Empieza el ${date}.`,
    paused: 'La entidad ha puesto este reto en pausa. Más adelante se podrán donar pasos de nuevo.',
    ended: (date) => `Terminó el ${date}.`,
    usedUp: 'El presupuesto se ha agotado. Gracias a todas las personas que han caminado.',
    allComeGiven:
      'Se ha donado todo lo que ha llegado hasta ahora; el patrocinador ha prometido más.',
    usedUpToday: 'El presupuesto de hoy se ha agotado.',
    wentToProject: (amount, date) => `Sobraron ${amount}, que fueron al proyecto el ${date}.`,
    wentToSponsor: (amount, date) =>
      `Sobraron ${amount}, que volvieron al patrocinador el ${date}.`,
    teams: 'Equipos con más pasos',
    members: (count, formatted) => (count === 1 ? '1 miembro' : `${formatted} miembros`),
    unknown: 'No se encuentra este reto.',
  },
  history: {
    days: 'Días en los que ha donado pasos',
    together: (amount, steps) => `${amount} por ${steps}`,
    given: (amount) => `${amount} donados`,
    none: 'Todavía no se han donado pasos desde este dispositivo.',
    noneHow: 'Aquí aparecerán los días en los que done pasos.',
    waiting: 'Todavía sin enviar. Se enviará solo cuando haya conexión.',
    more: 'No se muestran los días anteriores.',
    limits: {
      person_cap: 'Más pasos de los que cuentan por persona en un día.',
      source_cap: 'Más pasos de los que cuentan en un día por esta vía.',
      daily_budget: 'El presupuesto de ese día se había agotado.',
      budget: 'Se había donado todo lo que había llegado para el reto hasta entonces.',
    },
    tooFew: (least) => `Un día cuenta a partir de ${least}.`,
    sources: {
      werun: 'Por WeChat',
      partner: 'La aplicación de la entidad',
      bluetooth: 'Sensor de zapatilla',
      motion: 'Contados en esta página',
      import: 'De un archivo',
      declared: 'Escritos a mano',
    },
    told: (source, steps) => `${source}, ${steps}`,
    underReview: 'En revisión: contará cuando la entidad lo acepte.',
    refused: 'La entidad no lo ha aceptado.',
    reasons: {
      day_ceiling: 'Más pasos de los que casi nadie da en un día.',
      cadence: 'Más pasos de los que caben en ese tiempo.',
      future_day: 'El día aún no había empezado. ¿Va bien el reloj del dispositivo?',
      old_day: 'El día era de hace más de dos días.',
      counter_gap: 'Algo que este dispositivo envió antes no llegó.',
      one_device_many: 'Muchos participantes venían de un mismo lugar.',
    },
    unknown: 'No se encuentra este reto.',
  },
};
