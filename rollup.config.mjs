// `npm run build`: ESM for npm, package by package, and the page script for a script tag.
// KINDCART_BUILD=cdn or =packages builds one of them.
import { existsSync } from 'node:fs';
import { kindcartPageScript, pageScriptBuild } from './packages/tools/src/build/cdn.ts';
import { packageBuilds } from './packages/tools/src/build/packages.ts';

const root = import.meta.dirname;
const wanted = process.env.KINDCART_BUILD;
const pageScript = kindcartPageScript(root);

export default [
  ...(wanted === 'cdn' ? [] : packageBuilds(root)),
  ...(wanted === 'packages' || !existsSync(pageScript.input) ? [] : [pageScriptBuild(pageScript)]),
];
