import { words as shared } from './de.deeds.ts';
import type { StepsWords } from './steps-words.ts';

/** German of the step tracker. */
export const words: StepsWords = {
  ...shared,
  tracker: {
    rate: (sponsor, amount, steps) => `${sponsor} gibt ${amount} für je ${steps}.`,
    today: 'Heute',
    unit: (count) => (count === 1 ? 'Schritt' : 'Schritte'),
    worth: (amount) => `${amount} wert`,
    givenToday: (amount) => `heute ${amount} gegeben`,
    least: (steps) => `Ein Tag zählt ab ${steps}.`,
    most: (steps) => `Ein Tag zählt bis zu ${steps}.`,
    mostReached: (steps) => `Ein Tag zählt bis zu ${steps}, und die haben Sie. Gut gelaufen!`,
    begins: (day) => `Es beginnt am ${day}.`,
    ended: (day) => `Es endete am ${day}. Danke für jeden Schritt.`,
    conditions: {
      paused: 'Die Organisation hat die Aktion angehalten. Was Sie gehen, bleibt auf diesem Gerät.',
      late: 'Die Aktion ist vorbei. Schritte der letzten Tage können Sie noch geben.',
      unfunded: 'Das Geld des Sponsors ist noch nicht da. Sobald es da ist, können Sie geben.',
      awaiting:
        'Alles, was bisher da ist, ist gegeben; der Sponsor hat mehr zugesagt. Zählen Sie weiter, und geben Sie, sobald es da ist.',
      used_up:
        'Das ganze Budget ist gegeben. Schritte bringen nichts mehr, und jeder hat geholfen.',
      day_closed: 'Der heutige Anteil am Budget ist gegeben. Morgen bringen Schritte wieder etwas.',
    },
    more: 'Meine Tage, Name und mehr',
    noKeys:
      'Von hier lassen sich keine Schritte geben: Die Seite ist nicht sicher, oder der Browser ist zu alt. Öffnen Sie sie über https in einem neueren Browser.',
  },
  walking: {
    choose: 'Meine Schritte zählen',
    sources: {
      motion: 'Mit diesem Telefon',
      bluetooth: 'Mit einem Laufsensor',
      import: 'Aus der Datei einer anderen App',
      declared: 'Von Hand eintragen',
    },
    hints: {
      motion: 'In Hand, Hosentasche oder Tasche, solange diese Seite offen ist.',
      bluetooth: 'Ein Sensor am Schuh, der Bluetooth spricht.',
      import: 'Apple Health, Google, Fitbit oder Garmin. Die Datei bleibt auf diesem Gerät.',
      declared: 'Zählt nur, wo von dem Tag nichts Besseres bekannt ist.',
    },
    byThemselves:
      'Auch der Server der Organisation kann Schritte melden, etwa aus WeChat; wo er das tut, sagt sie es.',
    give: (steps) => `${steps} geben`,
    giveKept: 'Meine Schritte geben',
    giving: 'Wird gegeben …',
    asking:
      'Ihr Browser fragt, ob diese Seite die Bewegungssensoren nutzen darf. Bitte erlauben Sie es.',
    starting: 'Es geht gleich los …',
    askingPod: 'Wählen Sie Ihren Sensor in der Liste des Browsers.',
    countsElsewhere:
      'Eine andere Seite dieses Browsers zählt schon. Beenden Sie das Zählen erst dort.',
    counting: 'Es wird gezählt',
    firstSteps: 'Die ersten Schritte sind gezählt.',
    walkOn: 'Gehen Sie los: Die ersten Schritte erscheinen nach etwa zehn Sekunden.',
    onlyWhileOpen: 'Gezählt wird nur, solange diese Seite offen und der Bildschirm an ist.',
    mayGoDark: 'Dieser Browser lässt den Bildschirm vielleicht dunkel werden; dann zählt nichts.',
    stop: 'Nicht mehr zählen',
    denied:
      'Diese Seite hat keine Erlaubnis, die Bewegungssensoren zu nutzen. Schließen Sie sie, öffnen Sie sie neu und erlauben Sie es, oder erlauben Sie die Bewegungssensoren in den Einstellungen des Browsers; sonst zählen Sie anders.',
    noSensor:
      'Dieses Gerät meldet keine Bewegung: Vielleicht hat es keinen Sensor, oder die Website-Einstellungen des Browsers sperren die Bewegungssensoren. Erlauben Sie sie dort, öffnen Sie die Seite auf einem Telefon, oder zählen Sie anders.',
    pod: {
      no_bluetooth:
        'Dieser Browser erreicht keine Bluetooth-Sensoren. Chrome und Edge können es auf Android und am Computer; auf einem iPhone kann es kein Browser.',
      bluetooth_off: 'Bluetooth ist aus. Schalten Sie es ein, und versuchen Sie es noch einmal.',
      none_chosen: 'Es wurde kein Sensor gewählt. Bewegen Sie Ihren, damit er aufwacht.',
      not_allowed:
        'Diese Seite darf kein Bluetooth benutzen. Erlauben Sie es in den Einstellungen des Browsers.',
      no_steps: 'Dieser Sensor meldet keine Schritte. Wählen Sie einen fürs Laufen oder Gehen.',
      out_of_reach: 'Der Sensor hat nicht geantwortet. Bringen Sie ihn näher heran.',
      not_loaded:
        'Was Sensoren liest, ließ sich nicht laden. Prüfen Sie die Verbindung, und versuchen Sie es noch einmal.',
    },
    podAway: 'Der Sensor ist außer Reichweite. Seine Schritte bleiben, und er wird gesucht.',
    reading: 'Die Datei wird gelesen',
    cancel: 'Abbrechen',
    imported: (count, formatted) =>
      count === 1 ? 'Schritte von 1 Tag gefunden.' : `Schritte von ${formatted} Tagen gefunden.`,
    nothingImported:
      'Die Datei hat keine Schritte der Tage, die jetzt zählen. Exportieren Sie sie neu, und versuchen Sie es noch einmal.',
    typedLeftOut: 'Schritte, die von Hand eingetragen waren, wurden ausgelassen.',
    problems: {
      not_steps: (file) => `In ${file} sind keine Schritte, die sich hier lesen lassen.`,
      cut_off: (file) => `${file} endet zu früh. Was sich lesen ließ, zählt.`,
      unclear_dates: (file) =>
        `Die Daten in ${file} lassen sich auf zwei Arten lesen. Exportieren Sie mit eindeutigen.`,
      zip_broken: (file) => `${file} ist beschädigt. Exportieren Sie neu.`,
      zip_locked: (file) => `${file} hat ein Passwort. Packen Sie die Datei erst aus.`,
      zip_unknown: (file) =>
        `${file} ist so gepackt, wie Browser es nicht kennen. Packen Sie die Datei erst aus.`,
      too_large: (file) => `${file} ist größer als jeder solche Export.`,
      unreadable: (file) => `${file} ließ sich nicht mehr lesen. Wählen Sie die Datei noch einmal.`,
    },
    howMany: 'Schritte heute, insgesamt',
    declaredMost: (steps) => `Von Hand eingetragen zählt ein Tag bis zu ${steps}.`,
    giveThese: 'Diese geben',
    notANumber: 'Schreiben Sie eine ganze Zahl von Schritten, etwa 8000.',
    thanks: (amount) => `Danke! Ihre Schritte haben ${amount} gegeben.`,
    taken: 'Ihre Schritte sind angekommen.',
    givenBefore: 'Schritte, die schon gegeben wurden, werden nicht noch einmal gegeben.',
    outdone: 'Für den Tag zählt, was eine verlässlichere Quelle gemeldet hat.',
    limits: {
      person_cap: 'Mehr kann ein Tag nicht zählen.',
      source_cap: 'Mehr kann ein Tag auf diese Weise nicht zählen.',
      daily_budget: 'Mit ihnen war der heutige Anteil am Budget zu Ende.',
      budget: 'Mit ihnen ist alles gegeben, was vom Budget da ist.',
    },
    underReview: 'Jemand von der Organisation sieht diese Schritte an, bevor sie zählen.',
    reasons: {
      day_ceiling: 'Es sind mehr, als Menschen an einem Tag gehen.',
      cadence: 'Es sind mehr, als bisher in den Tag passen.',
      future_day: 'Ihr Tag kommt erst noch. Geht die Uhr dieses Geräts richtig?',
      old_day: 'Ihr Tag liegt mehr als zwei Tage zurück.',
      counter_gap: 'Schritte, die vor ihnen gemeldet wurden, kamen nie an.',
      one_device_many: 'Schritte vieler Menschen kamen von einem Ort.',
    },
    refusals: {
      challenge_not_open: 'Die Aktion nimmt gerade keine Schritte an.',
      source_not_taken: 'Die Aktion nimmt keine Schritte an, die so gezählt wurden.',
      day_outside: 'Der Tag gehört nicht zur Aktion.',
      too_many_under_review:
        'Die Organisation muss sich noch andere Schritte von Ihnen ansehen. Geben Sie diese danach noch einmal.',
    },
    refused: 'Diese Schritte konnten nicht angenommen werden.',
    kept: 'Keine Verbindung. Ihre Schritte bleiben auf diesem Gerät und werden gegeben, sobald es geht.',
    notTaken:
      'Die Plattform konnte Ihre Schritte eben nicht annehmen. Sie bleiben hier und werden später gegeben.',
    notLasting:
      'Dieser Browser behält nichts für diese Seite. Geben Sie Ihre Schritte, bevor Sie sie schließen: Der nächste Besuch beginnt bei null.',
    keyLost:
      'Dieser Browser kann gerade nicht lesen, was er für diese Seite aufbewahrt. Laden Sie die Seite neu.',
  },
  walker: {
    days: 'Meine Tage',
    noDays: 'Noch keine Schritte gegeben. Hier werden Ihre Tage stehen.',
    dayUnderReview: 'wird geprüft',
    dayRefused: 'nicht angenommen',
    you: 'Name und Geräte',
    name: 'Ihr Name',
    nameHint:
      'Wenn Sie mögen. Nur Ihre eigenen Geräte und die Organisation sehen ihn, und er lässt sich löschen.',
    save: 'Speichern',
    erase: 'Namen löschen',
    saved: 'Der Name ist gespeichert.',
    erased: 'Der Name ist gelöscht.',
    move: 'Auch mit einem anderen Gerät gehen',
    moveHint:
      'Ihre Tage gehen mit. Lesen Sie mit dem anderen Gerät einen Code ab. Zählen an einem Tag mehrere Geräte, gilt das mit den meisten Schritten.',
    makeCode: 'Code zeigen',
    code: 'Code zum Ablesen mit dem anderen Gerät',
    codeShown: 'Der Code wird gezeigt. Lesen Sie ihn mit dem anderen Gerät ab.',
    codeUntil: (time) => `Gilt einmal, bis ${time}. Zeigen Sie ihn sonst niemandem.`,
    codeOver: 'Dieser Code ist abgelaufen. Machen Sie einen neuen.',
    newCode: 'Neuen Code machen',
    joinAsk: 'Ein anderes Gerät bittet dieses, mitzugehen.',
    joinWarning: 'Was von diesem Gerät bisher gegeben wurde, bleibt, wo es ist.',
    join: 'Mitgehen',
    joined: 'Beide Geräte gehen jetzt zusammen.',
    moveInvalid:
      'Der Code wurde benutzt, oder seine zehn Minuten sind vorbei. Machen Sie auf dem anderen Gerät einen neuen.',
    devicesTooMany: 'Es gehen schon zu viele Geräte zusammen.',
    id: 'Ihre Kennung',
    idHint:
      'Die Organisation braucht sie, um Schritte aus ihrer eigenen App dazuzunehmen oder um Sie zu löschen. Zeigen Sie sie sonst niemandem.',
    copyId: 'Kennung kopieren',
    copied: 'Die Kennung ist kopiert.',
    copyFailed:
      'Der Browser hat sie nicht kopiert. Markieren Sie die Kennung, und kopieren Sie sie von Hand.',
    team: 'Ihr Team',
    noTeams: 'Noch kein Team. Gründen Sie das erste.',
    oneTeam: 'Sie können zu einem Team gehören und es in dieser Aktion nicht wechseln.',
    yourTeam: 'Ihr Team',
    joinShort: 'Beitreten',
    joinTeam: (team) => `${team} beitreten`,
    joinTeamAsk: (team) =>
      `${team} beitreten? Sie können das Team in dieser Aktion nicht wechseln.`,
    notNow: 'Jetzt nicht',
    inTeam: 'Sie gehören jetzt zum Team.',
    members: (count, formatted) => (count === 1 ? '1 Mitglied' : `${formatted} Mitglieder`),
    newTeam: 'Name eines neuen Teams',
    makeTeam: 'Team gründen',
    teamNameTaken: 'Ein anderes Team heißt so. Wählen Sie einen anderen Namen.',
    teamJoined: 'Sie gehören schon zu einem anderen Team.',
    image: 'Bild zum Teilen',
    imageHint: 'Ihre Schritte von heute als Bild, auf diesem Gerät gemacht.',
    makeImage: 'Bild machen',
    imageFailed: 'Das Bild ließ sich in diesem Browser nicht machen.',
    imageMade: 'Das Bild ist fertig. Sie können es jetzt speichern.',
    saveImage: 'Bild speichern',
    shareImage: 'Bild teilen',
    stepsToday: (count) => (count === 1 ? 'Schritt heute' : 'Schritte heute'),
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  },
};
