import type { DeedsWords } from './deeds-words.ts';

/** Simplified Chinese of good deeds. */
export const words: DeedsWords = {
  deeds: {
    lang: 'zh-CN',
    tryAgain: '重试',
    loadFailed: '未能加载。',
    noConnection: '无法连接。请检查网络，或稍后再试。',
    unavailable: '暂时无法显示这项挑战。',
    test: '测试模式',
    steps: (_count, formatted) => `${formatted} 步`,
  },
};
