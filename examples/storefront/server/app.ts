/** What the shop answers at each address. */
import { randomBytes } from 'node:crypto';
import { CartProblem, priced, readCart } from './cart.ts';
import { findProduct } from './catalogue/catalogue.ts';
import { type Kind, kinds } from './catalogue/product.ts';
import { Files } from './files.ts';
import { newOrder, type Order, pay, type Step, stateOf, steps, take } from './orders.ts';
import { cartPage, checkoutPage, payPage } from './pages/checkout.ts';
import { answerPage, deskPage } from './pages/desk.ts';
import { layout, type Page, type Site } from './pages/layout.ts';
import { impactPage, notFoundPage, orderPage } from './pages/orders.ts';
import { productPage, shelvesPage } from './pages/shelves.ts';
import { judgeCard } from './payment.ts';
import { quoted } from './quote.ts';
import type { Statements } from './statements.ts';
import type { Answer, OrderStore } from './store.ts';
import { type Language, pathIn } from './words/words.ts';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: URL;
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  readonly type?: string;
  readonly body?: string | Uint8Array;
  readonly location?: string;
  /** Whether a browser may keep it for a while. */
  readonly isLasting?: boolean;
}

type Answering = Answered | Promise<Answered>;

export interface AppParts {
  readonly site: Site;
  readonly store: OrderStore;
  /** Sees that the platform is told; resolves once that was tried. */
  readonly tell: () => Promise<void>;
  /** What the platform says of an order now, as text. */
  readonly lookUp: (orderId: Answer['orderId']) => Promise<string>;
  /** How the platform has the shop's orders now, by the shop's ids; empty while it does not answer. */
  readonly answers: () => Promise<ReadonlyMap<string, Answer>>;
  /** The token with which the page of an order asks what it gives. */
  readonly tokenOf: (orderId: string) => Promise<string>;
  readonly statements: Statements;
  readonly now: () => Date;
}

const ordersShown = 50;
const formText = (form: URLSearchParams, name: string, most: number) =>
  (form.get(name) ?? '').trim().slice(0, most);

/** The shop as addresses. */
export class App {
  readonly #parts: AppParts;
  readonly #files = new Files();

  constructor(parts: AppParts) {
    this.#parts = parts;
  }

  /** Answers a request; expected failures are pages, too. */
  async answer(asked: Asked): Promise<Answered> {
    const file = asked.method === 'GET' ? this.#files.find(asked.url.pathname) : undefined;
    if (file !== undefined) return file;
    const { language, path } = split(asked.url.pathname);
    const [room = '', id = '', more = '', ...rest] = path.slice(1).split('/');
    if (rest.length > 0) return this.#missing(language);
    if (room === 'desk' && id === 'orders' && more !== '') {
      return asked.method === 'GET'
        ? this.#lookUp(more, language)
        : this.#step(asked, more, language);
    }
    if (room === 'desk' && id === 'statements' && asked.method === 'POST') {
      return this.#statement(more, language);
    }
    if (more !== '') return this.#missing(language);
    return asked.method === 'GET'
      ? this.#get(asked, language, room, id)
      : this.#post(asked, language, room, id);
  }

  #get({ url }: Asked, language: Language, room: string, id: string): Answering {
    const { site, tokenOf } = this.#parts;
    switch (id === '' ? room : `${room}/:id`) {
      case '':
        return this.#show(shelvesPage(language, readKind(url), site));
      case 'cart':
        return this.#show(cartPage(language, site));
      case 'checkout':
        return this.#show(checkoutPage(language));
      case 'impact':
        return this.#show(impactPage(language, site));
      case 'desk':
        return this.#desk(language, { isTooLate: url.searchParams.has('late') });
      case 'products/:id': {
        const product = findProduct(id);
        if (product === undefined) return this.#missing(language);
        return this.#show(productPage(language, product, site));
      }
      case 'pay/:id':
        return this.#ofOrder(id, language, (order) =>
          stateOf(order) === 'unpaid'
            ? this.#show(payPage({ ...order, language }, undefined))
            : toOrder(order),
        );
      case 'orders/:id':
        return this.#ofOrder(id, language, async (order) =>
          this.#show(orderPage(order, language, await tokenOf(order.id), site)),
        );
      default:
        return this.#missing(language);
    }
  }

  #post(asked: Asked, language: Language, room: string, id: string): Answering {
    switch (id === '' || room === 'cart' ? `${room}${id}` : `${room}/:id`) {
      case 'cartquote':
        return this.#quote(asked, language);
      case 'checkout':
        return this.#order(asked, language);
      case 'pay/:id':
        return this.#ofOrder(id, language, (order) =>
          this.#takePayment(asked, { ...order, language }),
        );
      default:
        return this.#missing(language);
    }
  }

  #show(page: Page, status = 200): Answered {
    return { status, type: 'text/html; charset=utf-8', body: layout(page, this.#parts.site) };
  }

  #missing(language: Language): Answered {
    return this.#show(notFoundPage(language), 404);
  }

  #ofOrder(id: string, language: Language, answer: (order: Order) => Answering): Answering {
    const kept = this.#parts.store.find(id);
    return kept === undefined ? this.#missing(language) : answer(kept.order);
  }

  #quote({ body }: Asked, language: Language): Answered {
    const type = 'application/json';
    try {
      const cart = priced(readCart(JSON.parse(body), this.#parts.site.causes));
      return { status: 200, type, body: JSON.stringify(quoted(cart, language)) };
    } catch (error) {
      return { status: 400, type, body: JSON.stringify({ fault: faultOf(error) }) };
    }
  }

  /** Prices are looked up anew: what the browser showed is of no weight. */
  #order({ body }: Asked, language: Language): Answered {
    const form = new URLSearchParams(body);
    const [name, address] = [formText(form, 'name', 80), formText(form, 'address', 200)];
    const { site, store, now } = this.#parts;
    try {
      const cart = priced(readCart(JSON.parse(form.get('cart') ?? ''), site.causes));
      if (cart.lines.length === 0 || name === '' || address === '') {
        return goTo(pathIn(language, '/checkout'));
      }
      const id = randomBytes(16).toString('base64url');
      store.add(newOrder(cart, { id, language, sendTo: `${name}, ${address}` }, now()));
      return goTo(pathIn(language, `/pay/${id}`));
    } catch (error) {
      return { status: 400, type: 'text/plain; charset=utf-8', body: faultOf(error) };
    }
  }

  #takePayment({ body }: Asked, order: Order): Answered {
    const { store, tell, now } = this.#parts;
    const form = new URLSearchParams(body);
    const field = (name: string) => formText(form, name, 40);
    const judged = judgeCard(field('card'), field('expiry'), field('cvc'), now());
    if (judged !== 'accepted') return this.#show(payPage(order, judged), 402);
    // The shopper does not wait for the platform.
    if (store.change(order.id, (kept) => pay(kept, now()))) void tell();
    return toOrder(order);
  }

  async #step({ body }: Asked, id: string, language: Language): Promise<Answered> {
    const { store, tell, now } = this.#parts;
    const form = new URLSearchParams(body);
    const asked = form.get('step') ?? '';
    const line = form.get('line') ?? undefined;
    const isDone = isStep(asked) && store.change(id, (order) => take(order, asked, now(), line));
    // Tried once before the page is shown, so that it has the answer if there is one.
    if (isDone) await tell();
    return goTo(pathIn(language, isDone ? '/desk' : '/desk?late'));
  }

  async #desk(
    language: Language,
    { isTooLate = false, fault }: { readonly isTooLate?: boolean; readonly fault?: string },
  ): Promise<Answered> {
    const { site, store, answers, statements } = this.#parts;
    const listed = fault === undefined ? await statements.list() : { ok: false as const, fault };
    const now = await answers();
    const orders = store.newest(ordersShown).map((kept) => {
      return { ...kept, answer: now.get(kept.order.id) ?? kept.answer };
    });
    const news = { statements: listed, isTooLate };
    return this.#show(deskPage(language, orders, site, news));
  }

  /** Makes a statement, or leads to where one is paid; what the platform refuses is said at the desk. */
  async #statement(id: string, language: Language): Promise<Answered> {
    const { statements } = this.#parts;
    const done = id === 'new' ? await statements.make() : await statements.pay(id);
    if (!done.ok) return this.#desk(language, { fault: done.fault });
    return goTo(done.value ?? pathIn(language, '/desk'));
  }

  async #lookUp(id: string, language: Language): Promise<Answered> {
    const { store, lookUp } = this.#parts;
    const kept = store.find(id);
    if (kept === undefined || kept.answer === null) return this.#missing(language);
    return this.#show(answerPage(language, kept.order, await lookUp(kept.answer.orderId)));
  }
}

const goTo = (location: string): Answered => ({ status: 303, location });
const toOrder = (order: Order) => goTo(pathIn(order.language, `/orders/${order.id}`));

/** The language is the first part of the path, but for English, which has none. */
function split(pathname: string): { readonly language: Language; readonly path: string } {
  if (pathname === '/zh' || pathname.startsWith('/zh/')) {
    return { language: 'zh', path: pathname.slice(3) || '/' };
  }
  return { language: 'en', path: pathname };
}

function readKind(url: URL): Kind | undefined {
  const asked = url.searchParams.get('kind');
  return kinds.find((kind) => kind === asked);
}

function isStep(text: string): text is Step {
  return steps.some((step) => step === text);
}

/** What is wrong with a cart, in words. What nobody expected goes on to whoever runs the shop. */
function faultOf(error: unknown): string {
  if (error instanceof CartProblem) return error.message;
  if (error instanceof SyntaxError) return 'This is no cart.';
  throw error;
}
