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
};
