// The form in which one tree is noted: kept on the phone as soon as it is saved, and not before that.
/** @import { FieldTree, Noted, Told } from './types.ts' */
import { byId, inLanguage, plain, say } from './dom.js';
import { here } from './location.js';
import { shrink } from './photo.js';
import { keepNoted } from './store.js';

const dialog = byId('form', HTMLDialogElement);
const form = byId('observation', HTMLFormElement);
const height = byId('height', HTMLInputElement);
const crown = byId('crown', HTMLInputElement);
const note = byId('note', HTMLTextAreaElement);
const photo = byId('photo', HTMLInputElement);
const preview = byId('preview', HTMLDivElement);
const fault = byId('fault', HTMLParagraphElement);
const save = byId('save', HTMLButtonElement);

/** @type {{ tree: FieldTree, book: string, onSaved: () => void } | undefined} */
let subject;
/** The picture as it will be sent. @type {ArrayBuffer | null} */
let picture = null;

/** @param {FieldTree} tree @param {string} book @param {() => void} onSaved */
export function openForm(tree, book, onSaved) {
  subject = { tree, book, onSaved };
  form.reset();
  setPicture(null);
  complain(null);
  byId('form-title', HTMLHeadingElement).textContent = say('tree', { number: plain(tree.number) });
  const last =
    tree.lastHeightCm === null ? '' : ` · ${say('lastHeight', { cm: tree.lastHeightCm })}`;
  byId('form-tree', HTMLElement).textContent =
    `${inLanguage(tree.speciesNames)} · ${say('place', { number: plain(tree.place) })}${last}`;
  showLocation();
  dialog.showModal();
}

/** Says where the phone thinks it is, each time that it knows better. */
export function showLocation() {
  const place = here();
  byId('location', HTMLParagraphElement).textContent =
    place === null ? say('locationUnknown') : say('locationIs', { m: Math.round(place.accuracyM) });
}

/** @param {{ bytes: ArrayBuffer, canvas: HTMLCanvasElement } | null} made */
function setPicture(made) {
  picture = made?.bytes ?? null;
  preview.replaceChildren(...(made === null ? [] : [made.canvas]));
  byId('photo-note', HTMLParagraphElement).textContent =
    made === null
      ? ''
      : say('photoAdded', { kb: Math.max(1, Math.round(made.bytes.byteLength / 1_000)) });
  byId('no-photo', HTMLButtonElement).hidden = made === null;
}

/** @param {string | null} text */
function complain(text) {
  fault.textContent = text ?? '';
  fault.hidden = text === null;
}

photo.addEventListener('change', async () => {
  const [file] = photo.files ?? [];
  if (file === undefined) return;
  save.disabled = true;
  try {
    const made = await shrink(file);
    if (made === undefined) complain(say('photoWrong'));
    else complain(null);
    setPicture(made ?? null);
  } finally {
    save.disabled = false;
    photo.value = '';
  }
});

byId('no-photo', HTMLButtonElement).addEventListener('click', () => setPicture(null));
byId('cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());

/** Whole centimetres; null where nothing is written, undefined where it is no size. @param {HTMLInputElement} input */
function sizeIn(input) {
  const text = input.value.trim();
  if (text === '' && !input.validity.badInput) return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= 20_000 && text !== ''
    ? value
    : undefined;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (subject === undefined || save.disabled) return;
  const sizes = { heightCm: sizeIn(height), crownCm: sizeIn(crown) };
  const { heightCm, crownCm } = sizes;
  if (heightCm === undefined || crownCm === undefined) {
    complain(say('sizeWrong'));
    (heightCm === undefined ? height : crown).focus();
    return;
  }
  const alive = new FormData(form).get('alive');
  if (alive === null) {
    complain(say('aliveMissing'));
    form.querySelector('input')?.focus();
    return;
  }
  const { tree, book, onSaved } = subject;
  const key = crypto.randomUUID();
  const text = note.value.trim();
  /** @type {Told} */
  const told = {
    key,
    treeNumber: tree.number,
    observedAt: new Date().toISOString(),
    heightCm,
    crownCm,
    alive: alive === 'yes',
    photoUrl: null,
    location: here(),
    note: text === '' ? null : text,
  };
  /** @type {Noted} */
  const noted = {
    key,
    book,
    state: 'waiting',
    told,
    hasPhoto: picture !== null,
    flags: [],
    problem: null,
  };
  save.disabled = true;
  try {
    await keepNoted(noted, picture);
  } catch (error) {
    // It stays in the form, where it can be saved without its picture or once there is room.
    complain(isFull(error) ? say('storageFull') : say('storageBroken', { why: String(error) }));
    return;
  } finally {
    save.disabled = false;
  }
  dialog.close();
  onSaved();
});

/** @param {unknown} error */
function isFull(error) {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
