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
    byThemselves: 'Schritte aus WeChat oder der App der Organisation kommen von selbst.',
    give: (steps) => `${steps} geben`,
    giveKept: 'Meine Schritte geben',
    giving: 'Wird gegeben …',
    asking: 'Ihr Browser fragt, ob diese Seite Bewegung spüren darf. Bitte erlauben Sie es.',
    askingPod: 'Wählen Sie Ihren Sensor in der Liste des Browsers.',
    countsElsewhere:
      'Eine andere Seite dieses Browsers zählt schon. Beenden Sie das Zählen erst dort.',
    counting: 'Es wird gezählt',
    walkOn: 'Gehen Sie los: Die ersten Schritte erscheinen nach etwa zehn Sekunden.',
    onlyWhileOpen: 'Gezählt wird nur, solange diese Seite offen und der Bildschirm an ist.',
    mayGoDark: 'Dieser Browser lässt den Bildschirm vielleicht dunkel werden; dann zählt nichts.',
    stop: 'Nicht mehr zählen',
    denied:
      'Diese Seite darf keine Bewegung spüren. Erlauben Sie ihr die Bewegungssensoren in den Einstellungen des Browsers, oder zählen Sie anders.',
    noSensor:
      'Dieses Gerät meldet keine Bewegung. Öffnen Sie die Seite auf einem Telefon, oder zählen Sie anders.',
    pod: {
      no_bluetooth: 'Dieser Browser erreicht keine Bluetooth-Sensoren. Chrome und Edge können es.',
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
      'Die Datei hat keine Schritte der letzten drei Tage. Exportieren Sie sie neu, und versuchen Sie es noch einmal.',
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
      budget: 'Mit ihnen war das Budget zu Ende.',
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
    team: 'Ihr Team',
    noTeams: 'Noch kein Team. Gründen Sie das erste.',
    yourTeam: 'Ihr Team',
    joinShort: 'Beitreten',
    joinTeam: (team) => `${team} beitreten`,
    members: (count, formatted) => (count === 1 ? '1 Mitglied' : `${formatted} Mitglieder`),
    newTeam: 'Name eines neuen Teams',
    makeTeam: 'Team gründen',
    teamNameTaken: 'Ein anderes Team heißt so. Wählen Sie einen anderen Namen.',
    teamJoined: 'Sie gehören schon zu einem anderen Team.',
    image: 'Bild zum Teilen',
    imageHint: 'Ihre Schritte von heute als Bild, auf diesem Gerät gemacht.',
    makeImage: 'Bild machen',
    imageFailed: 'Das Bild ließ sich in diesem Browser nicht machen.',
    saveImage: 'Bild speichern',
    stepsToday: (count) => (count === 1 ? 'Schritt heute' : 'Schritte heute'),
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  },
};
