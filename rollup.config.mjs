// `npm run build`: ESM for npm, package by package, and the page script for a script tag.
// KINDCART_BUILD=cdn or =packages builds one of them.
import { existsSync } from 'node:fs';
import { kindcartPageScript, pageScriptBuild } from './packages/tools/src/build/cdn.ts';

const root = import.meta.dirname;
const wanted = process.env.KINDCART_BUILD;
const pageScript = kindcartPageScript(root);

async function packages() {
  // Loaded only when needed: it brings the compiler along, and `npm start` waits for this file.
  const { packageBuilds } = await import('./packages/tools/src/build/packages.ts');
  return packageBuilds(root);
}

export default [
  ...(wanted === 'cdn' ? [] : await packages()),
  ...(wanted === 'packages' || !existsSync(pageScript.input) ? [] : [pageScriptBuild(pageScript)]),
];
