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
};
