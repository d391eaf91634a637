// The field page: opens without network, keeps what is noted on the phone, and sends it when it can.
/** @import { About, FieldPlot, KeptPlot, Noted } from './types.ts' */
import { button, byId, inLanguage, make, say } from './dom.js';
import { openForm, showLocation } from './form.js';
import { follow } from './location.js';
import { allNoted, changeNoted, keepSetting, keptPlots, setting } from './store.js';
import { askAbout, askPlots, sendAll, takeAlong } from './sync.js';
import { showNoted, showPlots, showTrees } from './views.js';

/** How often what waits is tried again while the page is looked at. */
const againMs = 30_000;

const status = byId('status', HTMLParagraphElement);
const notice = byId('notice', HTMLDivElement);
const sendButton = byId('send', HTMLButtonElement);
const find = byId('find', HTMLInputElement);

/** @type {string | undefined} */
let pass;
/** @type {About | undefined} */
let about;
/** @type {readonly FieldPlot[] | null} */
let offered = null;
/** @type {KeptPlot[]} */
let kept = [];
/** @type {Noted[]} */
let noted = [];
/** @type {KeptPlot | undefined} */
let plot;
/** Whether a finger is down, and what was to be shown meanwhile waits. */
let isPressed = false;
let isPutOff = false;

/** Tells other tabs of the same page that something was noted or sent. */
const others = new BroadcastChannel('kindcart-field');
others.onmessage = () => refresh();

/** A pass comes behind the `#` of its link, which no server and no log sees, and is not left there. */
async function takePass() {
  const [, given] = /^#(fp_[\w-]{43})$/.exec(location.hash) ?? [];
  if (given !== undefined) {
    await keepSetting('pass', given);
    history.replaceState(null, '', `${location.pathname}${location.search}`);
  }
  const known = await setting('pass');
  pass = typeof known === 'string' ? known : undefined;
}

/** @param {string} title @param {string} text */
function tell(title, text) {
  notice.hidden = false;
  notice.replaceChildren(make('strong', '', title), make('p', '', text));
}

/** Who the pass says one is: of the platform where it can be asked, else as it said before. */
async function askWho() {
  if (pass === undefined) return;
  const answer = await askAbout(pass);
  if (typeof answer === 'object') {
    about = answer;
    await keepSetting('about', answer);
    notice.hidden = true;
  } else {
    about ??= /** @type {About | undefined} */ (await setting('about'));
    if (answer === 'pass') tell(say('passInvalid'), say('passInvalidHow'));
  }
  const answered = await askPlots(pass);
  offered = typeof answered === 'string' ? null : answered;
}

/** Reads what is kept, and shows it. */
async function refresh() {
  noted = await allNoted();
  kept = about === undefined ? [] : await keptPlots(about.book);
  show();
}

function show() {
  // What is under a finger stays until it is lifted: a button that is replaced meanwhile hears no click.
  if (isPressed) {
    isPutOff = true;
    return;
  }
  const waiting = noted.filter(({ state, book }) => state === 'waiting' && book === about?.book);
  byId('who', HTMLElement).textContent =
    about === undefined ? '' : `${about.observer} · ${about.organizationName}`;
  byId('test', HTMLElement).hidden = about?.livemode !== false;
  byId('plots', HTMLElement).hidden = about === undefined || plot !== undefined;
  byId('plot', HTMLElement).hidden = plot === undefined;
  sendButton.hidden = waiting.length === 0;
  sendButton.textContent = say('sendNow', { n: waiting.length });
  showPlots(offered, kept, { open: openPlot, take });
  if (plot !== undefined) showPlot(plot);
  showNoted(noted, about?.book, sendWithoutPhoto);
}

/** @param {KeptPlot} open */
function showPlot(open) {
  byId('plot-name', HTMLHeadingElement).textContent = inLanguage(open.names);
  const order = new FormData(byId('order', HTMLFormElement)).get('order');
  const { book } = open;
  showTrees(open, {
    order: String(order),
    find: find.value,
    noted,
    open: (tree) => {
      follow(showLocation);
      openForm(tree, book, saved);
    },
  });
}

/** @param {KeptPlot} open */
function openPlot(open) {
  plot = open;
  find.value = '';
  follow(() => show());
  show();
  byId('plot-name', HTMLHeadingElement).focus();
}

/** @param {Pick<FieldPlot, 'id' | 'names'>} wanted */
async function take(wanted) {
  if (pass === undefined || about === undefined) return;
  status.textContent = say('taking');
  try {
    const became = await takeAlong(pass, about.book, wanted);
    await refresh();
    status.textContent = say(became === 'done' ? 'taken' : became);
    if (became === 'pass') tell(say('passInvalid'), say('passInvalidHow'));
  } catch (error) {
    status.textContent = say('storageBroken', { why: String(error) });
  }
}

async function saved() {
  status.textContent = say('saved');
  others.postMessage('saved');
  // So that the browser does not clear it away when the phone runs out of room.
  await navigator.storage?.persist?.();
  await refresh();
  await send();
}

/** Sends what waits, and says how that went. */
async function send() {
  if (pass === undefined || about === undefined) return;
  const { book } = about;
  const isWaiting = noted.some((one) => one.state === 'waiting' && one.book === book);
  if (!isWaiting) return;
  status.textContent = say('sending');
  const became = await sendAll(pass, book, () => {
    others.postMessage('sent');
    void refresh();
  });
  await refresh();
  status.textContent = say(became === 'done' ? 'allSent' : became);
  if (became === 'pass') tell(say('passInvalid'), say('passInvalidHow'));
}

/** @param {Noted} stuck */
async function sendWithoutPhoto(stuck) {
  await changeNoted([{ ...stuck, state: 'waiting', hasPhoto: false, problem: null }]);
  await refresh();
  await send();
}

/** Asks and sends again when there may be network again. */
async function again() {
  if (document.visibilityState !== 'visible' || pass === undefined) return;
  showOnline();
  if (about === undefined || offered === null) await askWho();
  await refresh();
  await send();
}

function showOnline() {
  const online = byId('online', HTMLSpanElement);
  online.textContent = say(navigator.onLine ? 'online' : 'offline');
  online.className = navigator.onLine ? 'mark good' : 'mark due';
}

/** Keeps the page itself on the phone. */
async function keepPage() {
  if (navigator.serviceWorker === undefined) return;
  const address = `/field/worker.js?lang=${document.documentElement.lang}`;
  /** @type {{ createPolicy?: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => string } } | undefined} */
  const types = Reflect.get(globalThis, 'trustedTypes');
  const policy = types?.createPolicy?.('kindcart-field', { createScriptURL: () => address });
  await navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address, {
    scope: '/field',
  });
}

/** Puts off what is to be shown while a finger is down, until after its click. */
function watchFingers() {
  addEventListener('pointerdown', () => {
    isPressed = true;
  });
  for (const end of ['pointerup', 'pointercancel']) {
    addEventListener(end, () => {
      isPressed = false;
      setTimeout(() => {
        if (!isPutOff) return;
        isPutOff = false;
        show();
      });
    });
  }
}

function listen() {
  watchFingers();
  byId('back', HTMLButtonElement).addEventListener('click', () => {
    plot = undefined;
    show();
  });
  byId('order', HTMLFormElement).addEventListener('change', () => show());
  find.addEventListener('input', () => show());
  sendButton.addEventListener('click', () => void again());
  addEventListener('online', () => void again());
  addEventListener('offline', showOnline);
  document.addEventListener('visibilitychange', () => void again());
  setInterval(() => void again(), againMs);
  // A new link in a tab that is open already.
  addEventListener('hashchange', () => location.reload());
}

async function begin() {
  if (!isSecureContext || globalThis.indexedDB === undefined) {
    tell(say('insecure'), say('insecureHow'));
    return;
  }
  listen();
  showOnline();
  await takePass();
  if (pass === undefined) tell(say('needsLink'), say('needsLinkHow'));
  about = /** @type {About | undefined} */ (await setting('about'));
  await refresh();
  await askWho();
  await refresh();
  await send();
  // Without it the page works as long as it stays open, which is said.
  await keepPage().catch(() => tell(say('noWorker'), ''));
}

begin().catch((error) => {
  tell(say('broken'), String(error));
  notice.append(button(say('tryAgain'), 'button', () => location.reload()));
  throw error;
});
