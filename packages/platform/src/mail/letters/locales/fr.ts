import type { LetterWords } from '../words.ts';

export const fr: LetterWords = {
  language: 'fr',
  direction: 'ltr',
  hello: (name) => `Bonjour ${name},`,
  helloAll: 'Bonjour,',
  testMark: '[TEST]',
  test: 'Ceci est un test. Aucune somme n’a été versée.',
  thanks: {
    subject: (organization) => `Merci pour votre don à ${organization}`,
    body: (amount, project) =>
      `Merci d’avoir donné ${amount} pour « ${project} ». Votre don est bien arrivé.`,
  },
  receipt: {
    subject: (organization) => `Votre reçu de ${organization}`,
    body: (number, amount) => `Voici le reçu ${number}, d’un montant de ${amount}.`,
  },
  refund: {
    subject: (organization) => `${organization} vous a remboursé votre don`,
    body: (amount, project) =>
      `${amount} de votre don pour « ${project} » vous sont remboursés. Le reçu précédent n’est plus valable.`,
  },
  refundLeft: (amount) => `Un nouveau reçu de ${amount} le remplace.`,
  refundFailed: {
    subject: (organization) => `Le remboursement de ${organization} n’est pas arrivé`,
    body: (amount, project) =>
      `Nous voulions vous rembourser ${amount} de votre don pour « ${project} », mais la banque nous a renvoyé la somme. Écrivez-nous, nous trouverons un autre moyen.`,
  },
  link: {
    subject: (organization) => `Vos dons à ${organization}`,
    body: (organization) =>
      `Ce lien vous montre vos dons à ${organization}, leurs reçus et tout ce que vous pouvez modifier.`,
  },
  linkUntil: (minutes) =>
    `Le lien est valable ${minutes} minutes et pour vous seul : merci de ne pas le transmettre.`,
  linkIgnore: 'Si vous ne l’avez pas demandé, vous n’avez rien à faire.',
  card: {
    subject: () => 'Un don en l’honneur d’une personne que vous connaissez',
    body: (giver, honoured, project) =>
      `${giver} a fait un don pour « ${project} » en l’honneur de ${honoured}.`,
  },
  cardInMemory: {
    subject: () => 'Un don à la mémoire d’une personne que vous avez connue',
    body: (giver, honoured, project) =>
      `${giver} a fait un don pour « ${project} » à la mémoire de ${honoured}.`,
  },
  cardMessage: (giver) => `${giver} vous écrit :`,
  somebody: 'Quelqu’un',
  every: { month: 'par mois', year: 'par an' },
  started: {
    subject: (organization) => `Votre don régulier à ${organization} a commencé`,
    body: (amount, every, project) =>
      `Merci. Vous donnez désormais ${amount} ${every} pour « ${project} ». Vous pouvez le modifier, le suspendre ou l’arrêter à tout moment.`,
  },
  renewed: {
    subject: (organization) => `Merci de donner encore à ${organization}`,
    body: (amount, every, project) =>
      `Votre don de ${amount} ${every} pour « ${project} » est de nouveau arrivé.`,
  },
  failed: {
    subject: (organization) => `Votre don régulier à ${organization} n’a pas pu être prélevé`,
    body: (amount, every, project) =>
      `Votre don de ${amount} ${every} pour « ${project} » n’a pas pu être prélevé. Rien n’a été débité. La carte n’est peut-être plus valable.`,
  },
  failedAgainOn: (date) =>
    `Nous réessaierons le ${date}. D’ici là, vous pouvez indiquer une autre carte.`,
  paused: {
    subject: (organization) => `Votre don régulier à ${organization} est suspendu`,
    body: (amount, every, project) =>
      `Votre don de ${amount} ${every} pour « ${project} » est suspendu. Rien n’est prélevé tant que vous ne le reprenez pas.`,
  },
  cancelled: {
    subject: (organization) => `Votre don régulier à ${organization} est arrêté`,
    body: (amount, every, project) =>
      `Votre don de ${amount} ${every} pour « ${project} » est arrêté et plus rien n’est prélevé. Merci pour tout ce que vous avez donné.`,
  },
  statement: {
    subject: (organization) => `Votre relevé pour ${organization}`,
    body: (number, amount) =>
      `Le relevé ${number} est prêt. Il s’élève à ${amount} : ce que les commandes de votre boutique ont donné.`,
  },
  statementRoundUps: (amount) =>
    `Dont ${amount} que les clients ont ajoutés à leurs commandes : ce sont leurs dons, que vous reversez.`,
  statementDue: (date) =>
    `Merci de le régler avant le ${date}. Les projets reçoivent l’argent une fois que vous avez payé.`,
  statementCarried:
    'Rien n’est à payer pour l’instant : c’est moins que la plus petite pièce, ou il a été repris plus qu’il n’a été donné. Le montant est reporté sur le prochain relevé.',
  openStatement: 'Lire, imprimer et payer le relevé',
  tree: {
    subject: (organization) => `Votre arbre chez ${organization} a son numéro`,
    body: (number, species, place, plot) =>
      `Merci. Votre arbre porte le numéro ${number} : ${species}, emplacement ${place} de « ${plot} ». Sa plantation est prévue. Sa page dira quand il est en terre et comment il pousse.`,
  },
  treeGift: (name) => `L’arbre est pour ${name}, et sa page le dit.`,
  treeGiftFrom: (name, date) => `L’arbre est pour ${name}. Sa page le dira à partir du ${date}.`,
  treeMoved: (place) =>
    `L’emplacement que vous aviez choisi (${place}) n’était plus libre à l’arrivée de votre paiement ; votre arbre en a donc un autre sur la même parcelle.`,
  treeReturned: {
    subject: (organization) => `Votre don pour un arbre chez ${organization} vous est rendu`,
    place_gone: (amount, plot) =>
      `Vos ${amount} pour un arbre sur « ${plot} » sont arrivés alors que l’emplacement n’était plus réservé pour vous, et aucun autre n’était libre. Nous avons demandé le remboursement de la totalité.`,
    team_incomplete: (amount, plot) =>
      `Votre équipe pour un arbre sur « ${plot} » n’a pas été complète à temps. Nous avons demandé le remboursement de la totalité de vos ${amount}.`,
    surplus: (amount, plot) =>
      `Vos ${amount} pour un arbre sur « ${plot} » sont arrivés alors que l’arbre était déjà payé. Nous avons demandé le remboursement de la totalité.`,
    next: 'Nous vous écrirons de nouveau dès que l’argent sera en route. Vous n’avez rien à faire.',
  },
  openTree: 'Votre arbre et son certificat',
  openReceipt: 'Lire et imprimer le reçu',
  openPdf: 'Le reçu en PDF',
  openPage: 'Vos dons et ce que vous pouvez modifier',
  openLink: 'Voir mes dons',
  why: (organization) =>
    `Vous recevez cette lettre à la suite d’un don à ${organization}. Ce n’est pas une publicité, et nous n’avons donné votre adresse à personne.`,
  whyCard: (organization) =>
    `La personne qui a donné a demandé à ${organization} de vous écrire cette seule lettre. Votre adresse ne sert à rien d’autre.`,
  whyStatement: (organization) =>
    `Vous recevez cette lettre parce que votre boutique donne à ${organization}. Ce n’est pas une publicité.`,
};
