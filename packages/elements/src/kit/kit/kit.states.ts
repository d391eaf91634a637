import { projectExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

const progress = `<kind-progress project="${projectExample.id}"></kind-progress>`;

/** A part of a page that is dark or light whatever the page is. */
const panel = (theme: string, colours: string) =>
  `<kind-kit theme="${theme}"><style>.panel { padding: 1rem; ${colours} }</style><div class="panel">${progress}</div></kind-kit>`;

export const states: ElementStates = {
  'as the page': { html: `<kind-kit>${progress}</kind-kit>` },
  dark: { html: panel('dark', 'background: #16201b; color: #eef2ef') },
  light: { html: panel('light', 'background: #f6f7f4; color: #1b201d') },
  chinese: { html: `<kind-kit locale="zh-CN">${progress}</kind-kit>` },
};
