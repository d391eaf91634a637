import { words as shared } from './fr.deeds.ts';
import type { StepsWords } from './steps-words.ts';

/** French of the step tracker. */
export const words: StepsWords = {
  ...shared,
  tracker: {
    rate: (sponsor, amount, steps) => `${sponsor} donne ${amount} tous les ${steps}.`,
    today: 'Aujourd’hui',
    unit: (count) => (count <= 1 ? 'pas effectué' : 'pas effectués'),
    worth: (amount) => `soit ${amount}`,
    givenToday: (amount) => `${amount} donnés aujourd’hui`,
    least: (steps) => `Une journée compte à partir de ${steps}.`,
    most: (steps) => `Une journée compte jusqu’à ${steps}.`,
    mostReached: (steps) => `Une journée compte jusqu’à ${steps}, et vous y êtes. Bravo !`,
    begins: (day) => `Début le ${day}.`,
    ended: (day) => `C’est terminé depuis le ${day}. Merci pour chaque pas.`,
    conditions: {
      paused: 'L’association a suspendu ce défi. Ce que vous marchez reste sur cet appareil.',
      late: 'Le défi est terminé. Les pas des derniers jours peuvent encore être donnés.',
      unfunded:
        'L’argent du sponsor n’est pas encore arrivé. Vous pourrez donner dès qu’il le sera.',
      awaiting:
        'Tout ce qui est arrivé est donné ; le sponsor a promis davantage. Continuez à compter, et donnez dès que le reste sera là.',
      used_up: 'Tout le budget est donné. Les pas n’apportent plus rien, et chacun a aidé.',
      day_closed:
        'La part du jour est donnée. Les pas de demain apporteront de nouveau quelque chose.',
    },
    more: 'Mes journées, mon nom et plus',
    noKeys:
      'Impossible de donner des pas d’ici : cette page n’est pas sécurisée, ou ce navigateur est trop ancien. Ouvrez-la en https dans un navigateur récent.',
  },
  walking: {
    choose: 'Compter mes pas',
    sources: {
      motion: 'Avec ce téléphone',
      bluetooth: 'Avec un capteur de foulée',
      import: 'Depuis le fichier d’une autre application',
      declared: 'Les saisir à la main',
    },
    hints: {
      motion: 'Dans la main, la poche ou le sac, tant que cette page est ouverte.',
      bluetooth: 'Un capteur Bluetooth fixé à la chaussure.',
      import: 'Apple Santé, Google, Fitbit ou Garmin. Le fichier reste sur cet appareil.',
      declared: 'Ne compte que si rien de plus sûr n’est connu de la journée.',
    },
    byThemselves:
      'Le serveur de l’association peut aussi transmettre des pas, par exemple de WeChat ; elle le dit là où il le fait.',
    give: (steps) => `Donner ${steps}`,
    giveKept: 'Donner mes pas',
    giving: 'Don en cours…',
    asking:
      'Votre navigateur demande si cette page peut utiliser les capteurs de mouvement. Veuillez l’autoriser.',
    starting: 'Démarrage…',
    askingPod: 'Choisissez votre capteur dans la liste du navigateur.',
    countsElsewhere: 'Une autre page de ce navigateur compte déjà. Arrêtez-la d’abord.',
    counting: 'Comptage en cours',
    firstSteps: 'Les premiers pas sont comptés.',
    walkOn: 'Marchez : les premiers pas s’affichent après une dizaine de secondes.',
    onlyWhileOpen: 'Le comptage ne se fait que si cette page est ouverte et l’écran allumé.',
    mayGoDark: 'Ce navigateur peut laisser l’écran s’éteindre ; rien n’est alors compté.',
    stop: 'Arrêter de compter',
    denied:
      'Cette page n’a pas l’autorisation d’utiliser les capteurs de mouvement. Fermez-la, rouvrez-la et autorisez-le, ou autorisez les capteurs dans les réglages du navigateur ; ou comptez autrement.',
    noSensor:
      'Cet appareil ne signale aucun mouvement : il n’a peut-être pas de capteur, ou les réglages du site dans le navigateur bloquent les capteurs de mouvement. Autorisez-les là, ouvrez la page sur un téléphone, ou comptez autrement.',
    pod: {
      no_bluetooth:
        'Ce navigateur ne peut pas joindre de capteur Bluetooth. Chrome et Edge le peuvent sur Android et sur ordinateur ; sur un iPhone, aucun navigateur ne le peut.',
      bluetooth_off: 'Le Bluetooth est coupé. Activez-le, puis réessayez.',
      none_chosen: 'Aucun capteur choisi. Bougez le vôtre pour le réveiller, puis réessayez.',
      not_allowed:
        'Cette page ne peut pas utiliser le Bluetooth. Autorisez-le dans les réglages du navigateur.',
      no_steps: 'Ce capteur n’indique pas de pas. Choisissez-en un pour la course ou la marche.',
      out_of_reach: 'Le capteur n’a pas répondu. Rapprochez-le, puis réessayez.',
      not_loaded:
        'Ce qui lit les capteurs n’a pas pu être chargé. Vérifiez la connexion, puis réessayez.',
    },
    podAway: 'Le capteur est hors de portée. Ses pas sont gardés, et il est recherché.',
    reading: 'Lecture du fichier',
    cancel: 'Annuler',
    imported: (count, formatted) =>
      count <= 1 ? 'Pas trouvés pour 1 jour.' : `Pas trouvés pour ${formatted} jours.`,
    nothingImported:
      'Le fichier n’a aucun pas des jours qui comptent maintenant. Exportez-le à nouveau, puis réessayez.',
    typedLeftOut: 'Les pas saisis à la main ont été laissés de côté.',
    problems: {
      not_steps: (file) => `${file} ne contient aucun pas lisible ici.`,
      cut_off: (file) => `${file} s’arrête trop tôt. Ce qui a pu être lu compte.`,
      unclear_dates: (file) =>
        `Les dates de ${file} peuvent se lire de deux façons. Exportez-les sous une forme claire.`,
      zip_broken: (file) => `${file} est endommagé. Exportez-le à nouveau.`,
      zip_locked: (file) => `${file} a un mot de passe. Décompressez-le d’abord.`,
      zip_unknown: (file) =>
        `${file} est compressé d’une façon inconnue des navigateurs. Décompressez-le d’abord.`,
      too_large: (file) => `${file} est plus grand que tout export de ce genre.`,
      unreadable: (file) => `${file} n’a pas pu être relu. Choisissez-le à nouveau.`,
    },
    howMany: 'Pas d’aujourd’hui, au total',
    declaredMost: (steps) => `Saisie à la main, une journée compte jusqu’à ${steps}.`,
    giveThese: 'Donner ceux-ci',
    notANumber: 'Écrivez un nombre entier de pas, par exemple 8000.',
    thanks: (amount) => `Merci ! Vos pas ont donné ${amount}.`,
    taken: 'Vos pas sont arrivés.',
    givenBefore: 'Les pas déjà donnés ne sont pas donnés une seconde fois.',
    outdone: 'Pour cette journée compte ce qu’une source plus sûre a transmis.',
    limits: {
      person_cap: 'Vous avez atteint ce qu’une journée peut compter.',
      source_cap: 'Vous avez atteint ce qu’une journée peut compter de cette façon.',
      daily_budget: 'La part du jour s’est épuisée avec eux.',
      budget: 'Avec eux, tout ce qui est arrivé du budget est donné.',
    },
    underReview: 'Quelqu’un de l’association regarde ces pas avant qu’ils ne comptent.',
    reasons: {
      day_ceiling: 'C’est plus que ce que l’on marche en une journée.',
      cadence: 'C’est plus que ce qui tient dans la journée jusqu’ici.',
      future_day: 'Leur jour n’est pas encore venu. L’horloge de cet appareil est-elle juste ?',
      old_day: 'Leur jour remonte à plus de deux jours.',
      counter_gap: 'Des pas signalés avant eux ne sont jamais arrivés.',
      one_device_many: 'Les pas de nombreuses personnes viennent d’un même endroit.',
    },
    refusals: {
      challenge_not_open: 'Le défi n’accepte pas de pas en ce moment.',
      source_not_taken: 'Le défi n’accepte pas les pas comptés de cette façon.',
      day_outside: 'Ce jour ne fait pas partie du défi.',
      too_many_under_review:
        'L’association doit encore regarder d’autres pas de vous. Redonnez ceux-ci une fois que ce sera fait.',
    },
    refused: 'Ces pas n’ont pas pu être acceptés.',
    kept: 'Pas de connexion. Vos pas sont gardés sur cet appareil et donnés dès qu’il y en a une.',
    notTaken:
      'La plateforme n’a pas pu prendre vos pas à l’instant. Ils sont gardés et donnés plus tard.',
    notLasting:
      'Ce navigateur ne garde rien pour cette page. Donnez vos pas avant de la fermer : la prochaine visite repart de zéro.',
    keyLost:
      'Le navigateur ne peut pas lire en ce moment ce qu’il garde pour cette page. Rechargez-la.',
  },
  walker: {
    days: 'Mes journées',
    noDays: 'Aucun pas donné pour l’instant. Vos journées s’afficheront ici.',
    dayUnderReview: 'en cours d’examen',
    dayRefused: 'non accepté',
    you: 'Nom et appareils',
    name: 'Votre nom',
    nameHint:
      'Si vous voulez. Seuls vos appareils et l’association le voient, et il peut être effacé.',
    save: 'Enregistrer',
    erase: 'Effacer le nom',
    saved: 'Le nom est enregistré.',
    erased: 'Le nom est effacé.',
    move: 'Marcher aussi avec un autre appareil',
    moveHint:
      'Vos journées vous suivent. Scannez un code avec l’autre appareil. Si plusieurs appareils comptent le même jour, celui qui a le plus de pas est retenu.',
    makeCode: 'Afficher le code',
    code: 'Code à scanner avec l’autre appareil',
    codeShown: 'Le code est affiché. Scannez-le avec l’autre appareil.',
    codeUntil: (time) => `Valable une fois, jusqu’à ${time}. Ne le montrez à personne d’autre.`,
    codeOver: 'Ce code a expiré. Créez-en un autre.',
    newCode: 'Créer un autre code',
    joinAsk: 'Un autre appareil propose à celui-ci de marcher avec lui.',
    joinWarning: 'Ce qui a été donné depuis cet appareil reste où il est.',
    join: 'Marcher ensemble',
    joined: 'Les deux appareils marchent maintenant ensemble.',
    moveInvalid:
      'Le code a déjà servi, ou ses dix minutes sont passées. Créez-en un autre sur l’autre appareil.',
    devicesTooMany: 'Trop d’appareils marchent déjà ensemble.',
    id: 'Votre numéro',
    idHint:
      'L’association en a besoin pour ajouter vos pas depuis sa propre application, ou pour vous effacer. Ne le montrez à personne d’autre.',
    copyId: 'Copier votre numéro',
    copied: 'Le numéro est copié.',
    copyFailed: 'Le navigateur ne l’a pas copié. Sélectionnez le numéro, puis copiez-le à la main.',
    team: 'Équipe',
    noTeams: 'Pas encore d’équipe. Créez la première.',
    oneTeam: 'Vous pouvez être dans une seule équipe, sans pouvoir en changer pendant ce défi.',
    yourTeam: 'votre équipe',
    joinShort: 'Rejoindre',
    joinTeam: (team) => `Rejoindre ${team}`,
    joinTeamAsk: (team) =>
      `Rejoindre ${team} ? Vous ne pourrez pas changer d’équipe pendant ce défi.`,
    notNow: 'Pas maintenant',
    inTeam: 'Vous êtes maintenant dans l’équipe.',
    members: (count, formatted) => (count <= 1 ? '1 membre' : `${formatted} membres`),
    newTeam: 'Nom d’une nouvelle équipe',
    makeTeam: 'Créer l’équipe',
    teamNameTaken: 'Une autre équipe porte ce nom. Choisissez-en un autre.',
    teamJoined: 'Vous êtes déjà dans une autre équipe.',
    image: 'Image à partager',
    imageHint: 'Vos pas du jour en image, créée sur cet appareil.',
    makeImage: 'Créer l’image',
    imageFailed: 'L’image n’a pas pu être créée dans ce navigateur.',
    imageMade: 'L’image est prête. Vous pouvez l’enregistrer.',
    saveImage: 'Enregistrer l’image',
    shareImage: 'Partager l’image',
    stepsToday: (count) => (count <= 1 ? 'pas fait aujourd’hui' : 'pas aujourd’hui'),
    failed: 'Cela n’a pas fonctionné. Veuillez réessayer.',
  },
};
