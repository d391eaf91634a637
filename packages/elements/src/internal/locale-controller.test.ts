import { equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { html, LitElement } from 'lit';
import '../kit/kit/define.ts';
import { en } from '../locales/en.ts';
import { LocaleController } from './locale-controller.ts';
import { until } from './testing/stage.ts';

/** The least that says something. */
class Speaker extends LitElement {
  static override properties = { language: {} };
  declare language?: string;
  readonly words = new LocaleController(this, () => ({ locale: this.language }), en);

  override render() {
    return html`${this.words.words?.common.tryAgain ?? '…'}`;
  }
}
customElements.define('kind-test-speaker', Speaker);

function put(t: TestContext, around: HTMLElement): Speaker {
  const speaker = new Speaker();
  around.append(speaker);
  document.body.append(around);
  t.after(() => around.remove());
  return speaker;
}

const says = (speaker: Speaker, text: string) =>
  until(() => speaker.shadowRoot?.textContent?.includes(text), text);

test('says nothing until the words are here, and then says them', async (t) => {
  const around = document.createElement('p');
  around.lang = 'zh';
  const speaker = put(t, around);
  await speaker.updateComplete;
  await says(speaker, '重试');
  equal(speaker.words.locale, 'zh');
});

test('speaks English at once where it knows no better', async (t) => {
  const around = document.createElement('p');
  around.lang = 'eo';
  const speaker = put(t, around);
  await speaker.updateComplete;
  equal(speaker.shadowRoot?.textContent?.includes('Try again'), true);
  equal(speaker.words.locale, 'eo');
});

test('follows its own setting before that of the text around it', async (t) => {
  const around = document.createElement('p');
  around.lang = 'zh';
  const speaker = put(t, around);
  await says(speaker, '重试');
  speaker.language = 'en-GB';
  await says(speaker, 'Try again');
  equal(speaker.words.locale, 'en-GB');
});

test('follows a kit that changes, and no longer once it is off the page', async (t) => {
  const kit = document.createElement('kind-kit');
  kit.setAttribute('locale', 'en');
  const speaker = put(t, kit);
  await says(speaker, 'Try again');
  kit.setAttribute('locale', 'zh-CN');
  await says(speaker, '重试');
  speaker.remove();
  kit.setAttribute('locale', 'en');
  await speaker.updateComplete;
  equal(speaker.words.locale, 'zh-CN');
});

test('speaks by its own setting where there is no page', () => {
  const speaker = new Speaker();
  equal(speaker.words.locale, 'en');
  speaker.language = 'zh-CN';
  equal(speaker.words.locale, 'zh-CN');
});
