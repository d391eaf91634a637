/** The shop's few files and drawings, read once. */
import { readFileSync } from 'node:fs';
import type { Answered } from './app.ts';
import { products } from './catalogue/catalogue.ts';
import { drawn } from './drawings.ts';

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

const names: readonly (readonly [path: string, type: keyof typeof types])[] = [
  ['../public/style.css', 'css'],
  ['../public/desk.css', 'css'],
  ['../public/parts.css', 'css'],
  ['../public/shop.js', 'js'],
  ['../public/mark.svg', 'svg'],
  ['../public/hero.svg', 'svg'],
  ['../public/hero-night.svg', 'svg'],
];

export class Files {
  readonly #files = new Map<string, Answered>();

  constructor() {
    for (const [path, type] of names) {
      const body = readFileSync(new URL(path, import.meta.url));
      this.#add(path.slice('../public'.length), type, body);
    }
    for (const { id, drawing } of products) this.#add(`/drawings/${id}.svg`, 'svg', drawn(drawing));
  }

  #add(path: string, type: keyof typeof types, body: string | Uint8Array): void {
    this.#files.set(path, { status: 200, type: types[type], body, isLasting: true });
  }

  find(path: string): Answered | undefined {
    return this.#files.get(path);
  }
}
