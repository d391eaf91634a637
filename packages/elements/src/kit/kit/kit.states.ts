import { projectExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

const progress = `<kind-progress project="${projectExample.id}"></kind-progress>`;

export const states: ElementStates = {
  'as the page': { html: `<kind-kit>${progress}</kind-kit>` },
  dark: { html: `<kind-kit theme="dark">${progress}</kind-kit>` },
  light: { html: `<kind-kit theme="light">${progress}</kind-kit>` },
  chinese: { html: `<kind-kit locale="zh-CN">${progress}</kind-kit>` },
};
