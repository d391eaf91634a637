import type { DeedsWords } from './deeds-words.ts';

/** Japanese of good deeds. */
export const words: DeedsWords = {
  deeds: {
    lang: 'ja',
    tryAgain: '再試行',
    loadFailed: '読み込めませんでした。',
    noConnection: '接続できません。通信状況を確認するか、しばらくしてからもう一度お試しください。',
    unavailable: '現在、このチャレンジを表示できません。',
    test: 'テストモード',
    steps: (_count, formatted) => `${formatted} 歩`,
  },
};
