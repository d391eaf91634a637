// Elements render where there is no page: as declarative shadow DOM, that a browser shows before
// any script has arrived. What they render is kept in a file, from which the browser's test of
// hydration starts; a change of it fails here once and rewrites the file.
import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  challengeExample,
  charityItemExample,
  donationStatusExample,
  merchantExample,
  participantExample,
  plotExample,
  projectExample,
  treeExample,
} from '@kindcart/contract';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html, type TemplateResult } from 'lit';
import './commerce/charity-item/define.ts';
import './commerce/shop-impact/define.ts';
import './forest/forest-map/define.ts';
import './commerce/cart-pledge/define.ts';
import './commerce/cause-picker/define.ts';
import './commerce/order-impact/define.ts';
import './commerce/round-up/define.ts';
import './deeds/challenge-progress/define.ts';
import './deeds/step-history/define.ts';
import './deeds/step-tracker/define.ts';
import './forest/forest-counter/define.ts';
import './forest/plot-progress/define.ts';
import './forest/tree-card/define.ts';
import './forest/tree-picker/define.ts';
import './giving/donate-button/define.ts';
import './giving/donate-form/define.ts';
import './giving/donor-page/define.ts';
import './giving/donor-wall/define.ts';
import './giving/monthly-plan/define.ts';
import './giving/progress/define.ts';
import './giving/thank-you/define.ts';
import './kit/dialog/define.ts';
import './kit/kit/define.ts';

const project = projectExample.id;

const templates: Readonly<Record<string, TemplateResult>> = {
  'kind-charity-item': html`<kind-charity-item
    item=${charityItemExample.id}
    variant="card"
  ></kind-charity-item>`,
  'kind-forest-map': html`<kind-forest-map></kind-forest-map>`,
  'kind-shop-impact': html`<kind-shop-impact merchant=${merchantExample.id}></kind-shop-impact>`,
  'kind-cart-pledge': html`<kind-cart-pledge merchant="mer_1" preview></kind-cart-pledge>`,
  'kind-cause-picker': html`<kind-cause-picker preview></kind-cause-picker>`,
  'kind-order-impact': html`<kind-order-impact preview></kind-order-impact>`,
  'kind-round-up': html`<kind-round-up project=${project} currency="CNY" total="150"></kind-round-up>`,
  'kind-challenge-progress': html`<kind-challenge-progress challenge=${challengeExample.id}></kind-challenge-progress>`,
  'kind-step-history': html`<kind-step-history challenge=${challengeExample.id} participant=${participantExample.id}></kind-step-history>`,
  'kind-step-tracker': html`<kind-step-tracker challenge=${challengeExample.id}></kind-step-tracker>`,
  'kind-forest-counter': html`<kind-forest-counter></kind-forest-counter>`,
  'kind-plot-progress': html`<kind-plot-progress plot=${plotExample.id}></kind-plot-progress>`,
  'kind-tree-card': html`<kind-tree-card tree=${treeExample.id}></kind-tree-card>`,
  'kind-tree-picker': html`<kind-tree-picker><a href="/trees">Trees</a></kind-tree-picker>`,
  'kind-donate-button': html`<kind-donate-button project=${project}
    ><a href="/give">Donate</a></kind-donate-button
  >`,
  'kind-donate-form': html`<kind-donate-form project=${project}></kind-donate-form>`,
  'kind-donor-page': html`<kind-donor-page></kind-donor-page>`,
  'kind-donor-wall': html`<kind-donor-wall project=${project}></kind-donor-wall>`,
  'kind-monthly-plan': html`<kind-monthly-plan project=${project}
    ><p data-amount="20">A filter</p></kind-monthly-plan
  >`,
  'kind-progress': html`<kind-progress project=${project}></kind-progress>`,
  'kind-thank-you': html`<kind-thank-you donation=${donationStatusExample.id}></kind-thank-you>`,
  'kind-dialog': html`<kind-dialog label="About us"><p>We plant trees.</p></kind-dialog>`,
  'kind-kit': html`<kind-kit theme="dark"
    ><kind-progress project=${project}></kind-progress
  ></kind-kit>`,
};

const rendered = Object.fromEntries(
  await Promise.all(
    Object.entries(templates).map(
      async ([tag, template]) => [tag, await collectResult(render(template))] as const,
    ),
  ),
);

test('imports and renders without a window', () => {
  equal(typeof window, 'undefined');
});

for (const [tag, markup] of Object.entries(rendered)) {
  test(`${tag} renders as declarative shadow DOM, with its styles`, () => {
    match(
      markup,
      new RegExp(`<${tag}[^>]*>\\s*<template shadowroot="open" shadowrootmode="open">`),
    );
    match(markup, /<style>[^<]*:host/);
  });

  test(`${tag} renders without an inline style, an event attribute or a script`, () => {
    doesNotMatch(markup, /\sstyle=|\son\w+=|<script/);
  });
}

test('the markup that browsers hydrate in their test is the one of now', () => {
  const file = new URL('./internal/testing/server-markup.json', import.meta.url);
  // Styles are left out: they are no matter of hydration, and change more often.
  const now = `${JSON.stringify(rendered, null, 2).replace(/<style>.*?<\/style>/g, '')}\n`;
  const before = readFileSync(file, { encoding: 'utf8', flag: 'a+' });
  if (now !== before) writeFileSync(file, now);
  deepEqual(before, now, 'The file was rewritten. Look at the change and commit it.');
});
