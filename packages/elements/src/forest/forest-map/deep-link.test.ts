import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { readLink, writeLink } from './deep-link.ts';

const plot = 'plt_01k9p4m8q2fz3t6v8w0x2y4z7b';

const links = [
  ['#tree=1024', { tree: 1_024 }],
  ['tree=1', { tree: 1 }],
  [`#plot=${plot}`, { plot }],
  ['#map=12/38.7/103.1', { map: { zoom: 12, latitude: 38.7, longitude: 103.1 } }],
  ['#map=0/-90/180', { map: { zoom: 0, latitude: -90, longitude: 180 } }],
] as const;

for (const [fragment, link] of links) {
  test(`reads ${fragment}`, () => {
    deepEqual(readLink(fragment), link);
  });

  test(`writes what it reads in ${fragment}`, () => {
    deepEqual(readLink(writeLink(link)), link);
  });
}

const none = [
  '',
  '#',
  '#about',
  '#tree',
  '#tree=',
  '#tree=0',
  '#tree=-1',
  '#tree=1.5',
  '#tree=12345678901234567890',
  '#tree=one',
  '#plot=prj_01k9p4m8q2fz3t6v8w0x2y4z7b',
  '#plot=plt_../..',
  '#map=12/38.7',
  '#map=12/38.7/103.1/4',
  '#map=12/98.7/103.1',
  '#map=12/38.7/203.1',
  '#map=25/38.7/103.1',
  '#map=-1/38.7/103.1',
  '#map=a/b/c',
  '#map=NaN/0/0',
  '#map=Infinity/0/0',
  '#trees=12',
];

for (const fragment of none) {
  test(`leaves "${fragment}" to the page`, () => {
    equal(readLink(fragment), undefined);
  });
}

test('writes places to about a metre, and nothing that a reader would not say', () => {
  const view = { zoom: 12.34567, latitude: 38.123456789, longitude: -103.1 };
  equal(writeLink({ map: view }), '#map=12.35/38.12346/-103.1');
});
