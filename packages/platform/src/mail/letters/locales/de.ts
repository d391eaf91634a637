import type { LetterWords } from '../words.ts';

export const de: LetterWords = {
  language: 'de',
  direction: 'ltr',
  hello: (name) => `Guten Tag ${name},`,
  helloAll: 'Guten Tag,',
  testMark: '[TEST]',
  test: 'Dies ist ein Test. Es ist kein Geld geflossen.',
  thanks: {
    subject: (organization) => `Danke für Ihre Spende an ${organization}`,
    body: (amount, project) =>
      `Danke, dass Sie ${amount} für „${project}“ gespendet haben. Ihre Spende ist angekommen.`,
  },
  receipt: {
    subject: (organization) => `Ihre Quittung von ${organization}`,
    body: (number, amount) => `Hier ist die Quittung ${number} über ${amount}.`,
  },
  refund: {
    subject: (organization) => `${organization} hat Ihre Spende zurückgezahlt`,
    body: (amount, project) =>
      `${amount} Ihrer Spende für „${project}“ sind auf dem Weg zurück zu Ihnen. Die bisherige Quittung gilt nicht mehr.`,
  },
  refundLeft: (amount) => `An ihre Stelle tritt eine neue Quittung über ${amount}.`,
  refundFailed: {
    subject: (organization) => `Die Rückzahlung von ${organization} kam nicht an`,
    body: (amount, project) =>
      `Wir wollten Ihnen ${amount} Ihrer Spende für „${project}“ zurückzahlen, doch die Bank hat das Geld zurückgeschickt. Bitte schreiben Sie uns, damit wir einen anderen Weg finden.`,
  },
  link: {
    subject: (organization) => `Ihre Spenden an ${organization}`,
    body: (organization) =>
      `Über diesen Link sehen Sie Ihre Spenden an ${organization}, die Quittungen dazu und alles, was Sie ändern können.`,
  },
  linkUntil: (minutes) =>
    `Der Link gilt ${minutes} Minuten und nur für Sie: Bitte geben Sie ihn nicht weiter.`,
  linkIgnore: 'Wenn Sie ihn nicht angefordert haben, brauchen Sie nichts zu tun.',
  card: {
    subject: () => 'Eine Spende zu Ehren eines Menschen, den Sie kennen',
    body: (giver, honoured, project) =>
      `${giver} hat zu Ehren von ${honoured} für „${project}“ gespendet.`,
  },
  cardInMemory: {
    subject: () => 'Eine Spende im Gedenken an einen Menschen, den Sie kannten',
    body: (giver, honoured, project) =>
      `${giver} hat im Gedenken an ${honoured} für „${project}“ gespendet.`,
  },
  cardMessage: (giver) => `${giver} schreibt:`,
  somebody: 'Jemand',
  every: { month: 'im Monat', year: 'im Jahr' },
  started: {
    subject: (organization) => `Ihre regelmäßige Spende an ${organization} hat begonnen`,
    body: (amount, every, project) =>
      `Danke. Von nun an spenden Sie ${amount} ${every} für „${project}“. Sie können das jederzeit ändern, aussetzen oder beenden.`,
  },
  renewed: {
    subject: (organization) => `Danke für Ihre erneute Spende an ${organization}`,
    body: (amount, every, project) =>
      `Ihre Spende von ${amount} ${every} für „${project}“ ist wieder angekommen.`,
  },
  failed: {
    subject: (organization) =>
      `Ihre regelmäßige Spende an ${organization} konnte nicht abgebucht werden`,
    body: (amount, every, project) =>
      `Ihre Spende von ${amount} ${every} für „${project}“ konnte nicht abgebucht werden. Es wurde nichts belastet. Vielleicht ist die Karte nicht mehr gültig.`,
  },
  failedAgainOn: (date) =>
    `Wir versuchen es am ${date} noch einmal. Bis dahin können Sie eine andere Karte angeben.`,
  paused: {
    subject: (organization) => `Ihre regelmäßige Spende an ${organization} ruht`,
    body: (amount, every, project) =>
      `Ihre Spende von ${amount} ${every} für „${project}“ ruht. Es wird nichts abgebucht, bis Sie sie fortsetzen.`,
  },
  cancelled: {
    subject: (organization) => `Ihre regelmäßige Spende an ${organization} ist beendet`,
    body: (amount, every, project) =>
      `Ihre Spende von ${amount} ${every} für „${project}“ ist beendet, es wird nichts mehr abgebucht. Danke für alles, was Sie gegeben haben.`,
  },
  statement: {
    subject: (organization) => `Ihre Abrechnung für ${organization}`,
    body: (number, amount) =>
      `Die Abrechnung ${number} liegt bereit. Sie beläuft sich auf ${amount}: so viel haben die Bestellungen Ihres Shops gegeben.`,
  },
  statementRoundUps: (amount) =>
    `Davon hat Ihre Kundschaft ${amount} zu Bestellungen dazugegeben: Das sind deren Spenden, die Sie weitergeben.`,
  statementDue: (date) =>
    `Bitte zahlen Sie bis zum ${date}. Sobald Sie gezahlt haben, erhalten die Projekte das Geld.`,
  statementCarried:
    'Jetzt ist nichts zu zahlen: Es ist weniger als die kleinste Münze, oder es wurde mehr zurückgenommen als gegeben. Der Betrag wird auf die nächste Abrechnung übertragen.',
  openStatement: 'Abrechnung lesen, drucken und bezahlen',
  tree: {
    subject: (organization) => `Ihr Baum bei ${organization} hat seine Nummer`,
    body: (number, species, place, plot) =>
      `Danke. Ihr Baum hat die Nummer ${number}: ${species}, Platz ${place} auf „${plot}“. Noch ist er geplant. Auf seiner Seite steht, wann er in der Erde ist und wie er wächst.`,
  },
  treeGift: (name) => `Der Baum ist für ${name}; so steht es auf seiner Seite.`,
  treeGiftFrom: (name, date) =>
    `Der Baum ist für ${name}. Auf seiner Seite steht das ab dem ${date}.`,
  treeMoved: (place) =>
    `Der Platz, den Sie gewählt hatten (${place}), war vergeben, als Ihre Zahlung eintraf. Ihr Baum hat deshalb einen anderen auf derselben Fläche.`,
  treeReturned: {
    subject: (organization) => `Ihre Spende für einen Baum bei ${organization} geht an Sie zurück`,
    place_gone: (amount, plot) =>
      `Ihre ${amount} für einen Baum auf „${plot}“ kamen an, als der Platz nicht mehr für Sie reserviert war, und ein anderer war nicht mehr frei. Wir haben die Rückzahlung des ganzen Betrags veranlasst.`,
    team_incomplete: (amount, plot) =>
      `Ihre Gruppe für einen Baum auf „${plot}“ ist nicht rechtzeitig zusammengekommen. Wir haben die Rückzahlung Ihrer ${amount} in voller Höhe veranlasst.`,
    surplus: (amount, plot) =>
      `Ihre ${amount} für einen Baum auf „${plot}“ kamen an, als der Baum schon bezahlt war. Wir haben die Rückzahlung des ganzen Betrags veranlasst.`,
    next: 'Sobald das Geld unterwegs ist, schreiben wir Ihnen noch einmal. Sie brauchen nichts zu tun.',
  },
  openTree: 'Ihr Baum und seine Urkunde',
  openReceipt: 'Quittung ansehen und drucken',
  openPdf: 'Quittung als PDF',
  openPage: 'Ihre Spenden und was Sie ändern können',
  openLink: 'Meine Spenden ansehen',
  why: (organization) =>
    `Sie erhalten diesen Brief wegen einer Spende an ${organization}. Er ist keine Werbung, und niemand hat Ihre Adresse von uns.`,
  whyCard: (organization) =>
    `Wer gespendet hat, bat ${organization}, Ihnen diesen einen Brief zu schreiben. Ihre Adresse wird für nichts anderes verwendet.`,
  whyStatement: (organization) =>
    `Sie erhalten diesen Brief, weil Ihr Shop an ${organization} spendet. Er ist keine Werbung.`,
};
