import type { DeedsWords } from './deeds-words.ts';

/** German of good deeds. */
export const words: DeedsWords = {
  deeds: {
    lang: 'de',
    tryAgain: 'Erneut versuchen',
    loadFailed: 'Das konnte nicht geladen werden.',
    noConnection: 'Keine Verbindung. Prüfen Sie Ihre, oder versuchen Sie es gleich noch einmal.',
    unavailable: 'Diese Aktion lässt sich gerade nicht anzeigen.',
    test: 'Testmodus',
    steps: (count, formatted) => (count === 1 ? '1 Schritt' : `${formatted} Schritte`),
  },
  challenge: {
    sponsor: 'Versprochen von',
    rate: (amount, steps) => `${amount} für je ${steps}`,
    given: 'gespendet',
    people: (count, formatted) => (count === 1 ? '1 Person' : `${formatted} Personen`),
    by: (steps, people) => `${steps} von ${people}`,
    bar: (challenge) => `Was „${challenge}“ gespendet hat`,
    ofBudget: (given, budget) => `${given} von ${budget}`,
    leftToday: 'Heute noch übrig',
    leftOn: (date) => `Übrig am ${date}`,
    left: 'Insgesamt noch übrig',
    come: (come, promised) =>
      `Von den versprochenen ${promised} sind bisher ${come} bei der Organisation angekommen. Nur das kann gespendet werden.`,
    nothingCome:
      'Bei der Organisation ist noch kein Geld angekommen. Bis dahin bewirken Schritte noch keine Spende.',
    backToSponsor:
      'Die Summe hängt von den Schritten ab: Was sie nicht abrufen, bleibt beim Sponsor.',
    allToProject: 'Das Projekt bekommt das ganze Budget, gleich wie viele Schritte es werden.',
    dates: (from, until) => `${from} bis ${until}`,
    daysLeft: (count, formatted) =>
      count === 0
        ? 'Heute ist der letzte Tag'
        : count === 1
          ? 'Noch 1 Tag'
          : `Noch ${formatted} Tage`,
    begins: (date) => `Beginnt am ${date}.`,
    paused:
      'Die Organisation hat diese Aktion unterbrochen. Später lassen sich wieder Schritte spenden.',
    ended: (date) => `Beendet am ${date}.`,
    usedUp: 'Das Budget ist aufgebraucht. Danke an alle, die gegangen sind.',
    allComeGiven:
      'Alles, was bisher angekommen ist, ist gespendet; der Sponsor hat mehr versprochen.',
    usedUpToday: 'Das Budget für heute ist aufgebraucht.',
    wentToProject: (amount, date) =>
      `${amount} blieben übrig und gingen am ${date} an das Projekt.`,
    wentToSponsor: (amount, date) =>
      `${amount} blieben übrig und gingen am ${date} an den Sponsor zurück.`,
    teams: 'Teams mit den meisten Schritten',
    members: (count, formatted) => (count === 1 ? '1 Mitglied' : `${formatted} Mitglieder`),
    unknown: 'Diese Aktion ist nicht zu finden.',
  },
  history: {
    days: 'Tage, an denen Sie Schritte gespendet haben',
    together: (amount, steps) => `${amount} für ${steps}`,
    given: (amount) => `${amount} gespendet`,
    none: 'Von diesem Gerät wurden noch keine Schritte gespendet.',
    noneHow: 'Tage, an denen Sie Schritte spenden, stehen dann hier.',
    waiting: 'Noch nicht gesendet. Das geschieht von selbst, sobald eine Verbindung besteht.',
    more: 'Frühere Tage sind nicht aufgeführt.',
    limits: {
      person_cap: 'Mehr Schritte, als an einem Tag für eine Person zählen.',
      source_cap: 'Mehr Schritte, als auf diesem Weg an einem Tag zählen.',
      daily_budget: 'Das Budget dieses Tages war aufgebraucht.',
      budget: 'Alles, was bis dahin für die Aktion angekommen war, war gespendet.',
    },
    tooFew: (least) => `Ein Tag zählt ab ${least}.`,
    sources: {
      werun: 'Über WeChat',
      partner: 'App der Organisation',
      bluetooth: 'Laufsensor',
      motion: 'Auf dieser Seite gezählt',
      import: 'Aus einer Datei',
      declared: 'Eingetippt',
    },
    told: (source, steps) => `${source} – ${steps}`,
    underReview: 'Wird geprüft: zählt, sobald die Organisation zugestimmt hat.',
    refused: 'Die Organisation hat das nicht angenommen.',
    reasons: {
      day_ceiling: 'Mehr Schritte, als kaum jemand an einem Tag geht.',
      cadence: 'Mehr Schritte, als in die Zeit passen.',
      future_day: 'Der Tag hatte noch nicht begonnen. Geht die Uhr des Geräts richtig?',
      old_day: 'Der Tag lag mehr als zwei Tage zurück.',
      counter_gap: 'Etwas, das dieses Gerät vorher gesendet hat, kam nicht an.',
      one_device_many: 'Viele Teilnehmende kamen von einem Ort.',
    },
    unknown: 'Diese Aktion ist nicht zu finden.',
  },
};
