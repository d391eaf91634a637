import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { html, LitElement } from 'lit';
import { until } from '../internal/testing/stage.ts';
import '../kit/kit/define.ts';
import { words as ar } from '../locales/ar.cart.ts';
import { choosing } from '../locales/causes.en.ts';
import { words as de } from '../locales/de.cart.ts';
import { words as es } from '../locales/es.cart.ts';
import { words as fr } from '../locales/fr.cart.ts';
import { words as ja } from '../locales/ja.cart.ts';
import { ordering } from '../locales/order.en.ts';
import { pledge } from '../locales/pledge.en.ts';
import { words as ptBr } from '../locales/pt-br.cart.ts';
import { rounding } from '../locales/roundup.en.ts';
import { words as zhCn } from '../locales/zh-cn.cart.ts';
import { CartLocale } from './cart-locale.ts';

/** The least that says something. */
class Speaker extends LitElement {
  static override properties = { language: {} };
  declare language?: string;
  readonly words = new CartLocale<'sums' | 'cartPledge'>(
    this,
    () => ({ locale: this.language }),
    pledge,
  );

  override render() {
    const { words } = this.words;
    return html`${words?.common.tryAgain ?? '…'} ${words?.sums.how}`;
  }
}
customElements.define('kind-test-cart-speaker', Speaker);

function put(t: TestContext, language: string): Speaker {
  const speaker = new Speaker();
  speaker.language = language;
  document.body.append(speaker);
  t.after(() => speaker.remove());
  return speaker;
}

const says = (speaker: Speaker, text: string) =>
  until(() => speaker.shadowRoot?.textContent?.includes(text), text);

test('speaks the words of the cart in the language around it, once both files are here', async (t) => {
  const speaker = put(t, 'zh-CN');
  await says(speaker, '如何计算');
  await says(speaker, '重试');
  speaker.language = 'fr-CA';
  await says(speaker, 'Comment c’est calculé');
  equal(speaker.words.locale, 'fr-CA');
});

test('speaks English at once, also for languages that it lacks', async (t) => {
  const speaker = put(t, 'eo');
  await speaker.updateComplete;
  await says(speaker, 'How this is counted');
  equal(speaker.words.words?.lang, 'en');
});

const {
  lang: _lang,
  common: _common,
  ...english
} = {
  ...pledge,
  ...rounding,
  ...choosing,
  ...ordering,
};

const others = { ar, de, es, fr, ja, 'pt-BR': ptBr, 'zh-CN': zhCn } as const;

/** What stands in for a parameter: signs that no language says. */
const marks = ['⓵', '⓶', '⓷'];

/** Every line of a language by its path; functions are called with a mark for each parameter. */
function lines(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const key = `${path}${name}`;
    if (typeof value === 'string') return [[key, value] as [string, string]];
    if (typeof value !== 'function') return lines(Object(value), `${key}.`);
    return [[key, String(value(...marks))] as [string, string]];
  });
}

function linesWith(words: object, pattern: RegExp): string[] {
  return lines(words).flatMap(([key, text]) => (pattern.test(text) ? `${key}: ${text}` : []));
}

const inEnglish = new Map(lines(english));

for (const [lang, words] of Object.entries(others)) {
  test(`${lang} says every line of the cart, takes up what is handed in, and leaves no English`, () => {
    const own = new Map(lines(words));
    deepEqual([...own.keys()].sort(), [...inEnglish.keys()].sort());
    deepEqual(linesWith(words, /^\s*$|undefined|['"]/), []);
    const marksOf = (text = '') => marks.filter((mark) => text.includes(mark));
    for (const [key, text] of own) {
      deepEqual(marksOf(text), marksOf(inEnglish.get(key)), key);
      equal(text === inEnglish.get(key) && /\p{L}{2}/u.test(text), false, key);
    }
  });
}

for (const [lang, words] of Object.entries({ ar, ja, zhCn })) {
  test(`${lang} has no words of the cart in Latin letters`, () => {
    deepEqual(linesWith(words, /[a-z]/i), []);
  });
}

test('Arabic of the cart has commas and question marks of its own', () => {
  deepEqual(linesWith(ar, /[,;?]/), []);
});

test('French of the cart has a narrow space before double signs', () => {
  deepEqual(linesWith(fr, /[^\u202f][:;!?]/), []);
});

test('Spanish of the cart opens what it asks', () => {
  deepEqual(linesWith(es, /^[^¿]*\?|^[^¡]*!/), []);
});
