import type { DeedsWords } from './deeds-words.ts';

/** Brazilian Portuguese of good deeds. */
export const words: DeedsWords = {
  deeds: {
    lang: 'pt-BR',
    tryAgain: 'Tentar de novo',
    loadFailed: 'Não foi possível carregar.',
    noConnection: 'Sem conexão. Verifique a sua ou tente de novo em instantes.',
    unavailable: 'Não é possível mostrar este desafio no momento.',
    test: 'Modo de teste',
    steps: (count, formatted) => (count === 1 ? '1 passo' : `${formatted} passos`),
  },
};
