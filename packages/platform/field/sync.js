// Sends what waits on the phone. Each keeps its key until the platform has said what became of it: when
// an answer is lost, the same is sent again under the same key, and the platform knows it.
/** @import { About, FieldPlot, FieldTree, KeptPlot, Noted, Sending } from './types.ts' */
import { allNoted, changeNoted, forgetOld, keepPlot, photoOf } from './store.js';

/** So many go at once: lost answers then cost little on a thin line. */
const batchMax = 20;
const timeoutMs = 60_000;

/** What the platform said no with. */
class Refused extends Error {
  /** @param {string} code @param {string} detail */
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}

/**
 * Asks the platform in the name of the pass.
 *
 * @param {string} pass
 * @param {string} path
 * @param {{ body: string | ArrayBuffer, type: string }} [sent]
 * @throws {Refused} when it says no
 * @throws {TypeError} when it cannot be reached
 */
async function ask(pass, path, sent) {
  const response = await fetch(path, {
    method: sent === undefined ? 'GET' : 'POST',
    headers: {
      Authorization: `Bearer ${pass}`,
      ...(sent !== undefined && { 'Content-Type': sent.type }),
    },
    cache: 'no-store',
    signal: AbortSignal.timeout(timeoutMs),
    ...(sent !== undefined && { body: sent.body }),
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const fields = (answer.errors ?? []).map(
    (/** @type {{ field: string, message: string }} */ { field, message }) => `${field} ${message}`,
  );
  throw new Refused(
    answer.code ?? String(response.status),
    fields.join('; ') || answer.detail || '',
  );
}

/** @param {unknown} error @returns {Sending} */
function toSending(error) {
  return error instanceof Refused && error.code === 'field_pass_invalid' ? 'pass' : 'unreachable';
}

/**
 * Who observes, for whom. `pass` when the pass does not count, `unreachable` when nobody answers.
 *
 * @param {string} pass
 * @returns {Promise<About | Sending>}
 */
export async function askAbout(pass) {
  try {
    return await ask(pass, '/field/about');
  } catch (error) {
    return toSending(error);
  }
}

/** @param {string} pass @returns {Promise<readonly FieldPlot[] | Sending>} */
export async function askPlots(pass) {
  try {
    return (await ask(pass, '/field/plots')).items;
  } catch (error) {
    return toSending(error);
  }
}

/**
 * Takes a plot along with all of its trees; what was kept of it stays as it is until all of it is there.
 *
 * @param {string} pass
 * @param {string} book
 * @param {Pick<FieldPlot, 'id' | 'names'>} plot
 * @returns {Promise<Sending>}
 */
export async function takeAlong(pass, book, { id, names }) {
  /** @type {FieldTree[]} */
  const trees = [];
  try {
    let after = 0;
    for (;;) {
      const page = await ask(pass, `/field/plots/${id}/trees?after=${after}`);
      trees.push(...page.items);
      if (page.nextAfter === null) break;
      after = page.nextAfter;
    }
  } catch (error) {
    return toSending(error);
  }
  /** @type {KeptPlot} */
  const kept = { id, book, names, trees, takenAt: new Date().toISOString() };
  await keepPlot(kept);
  return 'done';
}

/** @type {Promise<Sending> | undefined} */
let underWay;

/**
 * Sends all that waits of this book. Of several tabs one sends at a time.
 *
 * @param {string} pass
 * @param {string} book
 * @param {() => void} onChange is called whenever something was sent
 * @returns {Promise<Sending>}
 */
export function sendAll(pass, book, onChange) {
  underWay ??= alone(() => sendWaiting(pass, book, onChange)).finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/** @param {() => Promise<Sending>} work @returns {Promise<Sending>} */
function alone(work) {
  // Where there are no locks two tabs may send the same, and the platform takes it once.
  return navigator.locks === undefined
    ? work()
    : navigator.locks.request('kindcart-field-sending', work);
}

/** @param {string} pass @param {string} book @param {() => void} onChange @returns {Promise<Sending>} */
async function sendWaiting(pass, book, onChange) {
  for (;;) {
    const waiting = (await allNoted()).filter(
      (one) => one.state === 'waiting' && one.book === book,
    );
    // The oldest first.
    const batch = waiting.reverse().slice(0, batchMax);
    if (batch.length === 0) return 'done';
    try {
      /** @type {Noted[]} */
      const ready = [];
      for (const noted of batch) {
        const withPhoto = await sendPhoto(pass, noted);
        if (withPhoto.state === 'waiting') ready.push(withPhoto);
      }
      if (ready.length > 0) await sendNoted(pass, ready);
    } catch (error) {
      if (error instanceof Refused || error instanceof TypeError || error instanceof DOMException) {
        return toSending(error);
      }
      throw error;
    } finally {
      onChange();
    }
    await forgetOld();
  }
}

/** Faults of a picture that sending it again does not mend. */
const photoFaults = ['photo_refused', 'photo_too_large'];

/** Sends the picture first and keeps its address. @param {string} pass @param {Noted} noted @returns {Promise<Noted>} */
async function sendPhoto(pass, noted) {
  if (!noted.hasPhoto || noted.told.photoUrl !== null) return noted;
  const photo = await photoOf(noted.key);
  if (photo === undefined) return noted;
  try {
    const { url } = await ask(pass, '/field/photos', { body: photo, type: 'image/jpeg' });
    /** @type {Noted} */
    const sent = { ...noted, told: { ...noted.told, photoUrl: url } };
    await changeNoted([sent]);
    return sent;
  } catch (error) {
    if (!(error instanceof Refused) || !photoFaults.includes(error.code)) throw error;
    /** @type {Noted} */
    const stuck = { ...noted, state: 'stuck', problem: 'photoRefused' };
    await changeNoted([stuck]);
    return stuck;
  }
}

/** @param {string} pass @param {readonly Noted[]} batch */
async function sendNoted(pass, batch) {
  const body = JSON.stringify({ observations: batch.map(({ told }) => told) });
  /** @type {readonly { key: string, outcome: string, flags: readonly string[] }[]} */
  let items;
  try {
    ({ items } = await ask(pass, '/field/observations', { body, type: 'application/json' }));
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'request_invalid') throw error;
    const [only] = batch;
    if (batch.length > 1) {
      // One of them is wrong: each by itself, so that the others arrive.
      for (const one of batch) await sendNoted(pass, [one]);
    } else if (only !== undefined) {
      await changeNoted([{ ...only, state: 'stuck', problem: error.message }]);
    }
    return;
  }
  const outcomes = new Map(items.map((item) => [item.key, item]));
  await changeNoted(
    batch.map((noted) => {
      const { outcome = '', flags = [] } = outcomes.get(noted.key) ?? {};
      return after(noted, outcome, flags);
    }),
  );
}

/** @param {Noted} noted @param {string} outcome @param {readonly string[]} flags @returns {Noted} */
function after(noted, outcome, flags) {
  switch (outcome) {
    case 'recorded':
    case 'known':
      return { ...noted, state: flags.length > 0 ? 'review' : 'sent', flags, hasPhoto: false };
    case 'key_reused':
      return { ...noted, state: 'sent', problem: 'keyReused', hasPhoto: false };
    case 'tree_unknown':
      return { ...noted, state: 'stuck', problem: 'treeUnknown' };
    default:
      return noted;
  }
}
