import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf, languageLinks, noticeOf, testNote } from './document.ts';
import { html } from './html.ts';
import { languages, wordsFor } from './language.ts';

const words = wordsFor({ asked: 'en', header: undefined });
const plain = { words, title: 'A & B', unlisted: false, body: html`<main>x</main>` };

test('frames a page in its language, with no script, style or address from elsewhere', () => {
  const page = documentOf(plain);
  assert.match(page, /^<!doctype html>\n<html lang="en" dir="ltr">/);
  assert.match(page, /<title>A &amp; B<\/title>/);
  assert.doesNotMatch(page, /<script|<style|style=|https?:|noindex|http-equiv/);
});

test('says to search engines and browsers what a page asks for', () => {
  assert.match(documentOf({ ...plain, unlisted: true }), /<meta name="robots" content="noindex">/);
  const again = documentOf({ ...plain, refresh: { afterSeconds: 2, address: '?a=1&b=2' } });
  assert.match(again, /<meta http-equiv="refresh" content="2; url=\?a=1&amp;b=2">/);
});

test('links the same page in every other language, each named by itself', () => {
  const links = languageLinks(words, '/give/x').toString();
  assert.equal(links.match(/<a /g)?.length, languages.length - 1);
  for (const { lang, name } of languages) {
    assert(links.includes(`lang="${lang}"`) && links.includes(`>${name}<`), name);
  }
  assert.match(links, /<span lang="en" aria-current="true">English<\/span>/);
});

test('says one thing, and leaves out what there is not to say', () => {
  const notice = noticeOf({ title: 'Gone', lines: ['why', false] }).toString();
  assert.match(notice, /<h1>Gone<\/h1>\s+<p>why<\/p>\s+<\/main>/);
  assert.doesNotMatch(notice, /actions/);
  assert.match(testNote(words).toString(), /<strong>Test mode<\/strong>/);
});
