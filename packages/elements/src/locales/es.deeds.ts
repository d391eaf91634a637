import type { DeedsWords } from './deeds-words.ts';

/** Spanish of good deeds. */
export const words: DeedsWords = {
  deeds: {
    lang: 'es',
    tryAgain: 'Reintentar',
    loadFailed: 'No se ha podido cargar.',
    noConnection: 'Sin conexión. Compruebe la suya o inténtelo de nuevo en un momento.',
    unavailable: 'Ahora mismo no se puede mostrar este reto.',
    test: 'Modo de prueba',
    steps: (count, formatted) => (count === 1 ? '1 paso' : `${formatted} pasos`),
  },
};
