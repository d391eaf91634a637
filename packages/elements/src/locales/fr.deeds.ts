import type { DeedsWords } from './deeds-words.ts';

/** French of good deeds. */
export const words: DeedsWords = {
  deeds: {
    lang: 'fr',
    tryAgain: 'Réessayer',
    loadFailed: 'Le chargement a échoué.',
    noConnection: 'Pas de connexion. Vérifiez la vôtre, ou réessayez dans un instant.',
    unavailable: 'Ce défi ne peut pas être affiché pour le moment.',
    test: 'Mode test',
    steps: (_count, formatted) => `${formatted} pas`,
  },
  challenge: {
    sponsor: 'Promis par',
    rate: (amount, steps) => `${amount} pour ${steps}`,
    given: 'donnés',
    people: (count, formatted) => (count < 2 ? `${formatted} personne` : `${formatted} personnes`),
    by: (steps, people) => `${steps}, ${people}`,
    bar: (challenge) => `Ce que « ${challenge} » a donné`,
    ofBudget: (given, budget) => `${given} sur ${budget}`,
    leftToday: 'Reste aujourd’hui',
    leftOn: (date) => `Restait le ${date}`,
    left: 'Reste en tout',
    come: (come, promised) =>
      `Sur ${promised} promis, ${come} sont arrivés à l’association. Seule cette somme peut être donnée.`,
    nothingCome: 'L’association n’a encore rien reçu. En attendant, les pas ne donnent rien.',
    backToSponsor: 'La somme dépend des pas : ce qu’ils n’atteignent pas reste au parrain.',
    allToProject: 'Le projet reçoit tout le budget, quel que soit le nombre de pas.',
    dates: (from, until) => `Du ${from} au ${until}`,
    daysLeft: (count, formatted) =>
      count === 0
        ? 'C’est le dernier jour'
        : count === 1
          ? 'Encore 1 jour'
          : `Encore ${formatted} jours`,
    begins: (date) => `Commence le ${date}.`,
    paused: 'L’association a suspendu ce défi. On pourra de nouveau donner des pas plus tard.',
    ended: (date) => `Terminé le ${date}.`,
    usedUp: 'Le budget est épuisé. Merci à toutes les personnes qui ont marché.',
    allComeGiven: 'Tout ce qui est arrivé jusqu’ici est donné ; le parrain a promis davantage.',
    usedUpToday: 'Le budget d’aujourd’hui est épuisé.',
    wentToProject: (amount, date) => `Il restait ${amount}, allés au projet le ${date}.`,
    wentToSponsor: (amount, date) => `Il restait ${amount}, rendus au parrain le ${date}.`,
    teams: 'Équipes qui ont fait le plus de pas',
    members: (count, formatted) => (count < 2 ? `${formatted} membre` : `${formatted} membres`),
    unknown: 'Ce défi est introuvable.',
  },
  history: {
    days: 'Jours où vous avez donné des pas',
    together: (amount, steps) => `${amount} pour ${steps}`,
    given: (amount) => `${amount} donnés`,
    none: 'Aucun pas n’a encore été donné depuis cet appareil.',
    noneHow: 'Les jours où vous donnez des pas apparaîtront ici.',
    waiting: 'Pas encore envoyé. L’envoi se fera tout seul dès qu’il y aura une connexion.',
    more: 'Les jours précédents ne sont pas affichés.',
    limits: {
      person_cap: 'Plus de pas qu’il n’en compte par personne en un jour.',
      source_cap: 'Plus de pas qu’il n’en compte en un jour par ce moyen.',
      daily_budget: 'Le budget de ce jour était épuisé.',
      budget: 'Tout ce qui était arrivé pour le défi jusque-là était donné.',
    },
    tooFew: (least) => `Un jour compte à partir de ${least}.`,
    sources: {
      werun: 'Par WeChat',
      partner: 'L’application de l’association',
      bluetooth: 'Capteur de foulée',
      motion: 'Comptés sur cette page',
      import: 'Depuis un fichier',
      declared: 'Saisis à la main',
    },
    told: (source, steps) => `${source} : ${steps}`,
    underReview: 'En cours d’examen : comptera si l’association l’accepte.',
    refused: 'L’association ne l’a pas accepté.',
    reasons: {
      day_ceiling: 'Plus de pas que presque personne n’en fait en un jour.',
      cadence: 'Plus de pas que le temps écoulé ne le permet.',
      future_day: 'Ce jour n’avait pas commencé. L’appareil est-il à l’heure ?',
      old_day: 'Ce jour datait de plus de deux jours.',
      counter_gap: 'Un envoi précédent de cet appareil n’est pas arrivé.',
      one_device_many: 'De nombreux participants venaient d’un même endroit.',
    },
    unknown: 'Ce défi est introuvable.',
  },
};
