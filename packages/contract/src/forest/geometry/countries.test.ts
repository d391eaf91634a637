import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liesInCountry } from './countries.ts';

const places: readonly [
  what: string,
  longitude: number,
  latitude: number,
  country: string,
  lies: boolean | undefined,
][] = [
  ['Minqin', 103.09, 38.63, 'CN', true],
  ['Minqin, swapped', 38.63, 103.09, 'CN', false],
  ['Niamey', 2.11, 13.51, 'NE', true],
  ['Córdoba', -64.18, -31.42, 'AR', true],
  ['Córdoba, swapped', -31.42, -64.18, 'AR', false],
  ['the Aleutians, east of the date line', -174, 52, 'US', true],
  ['the Aleutians, west of it', 173, 52.8, 'US', true],
  ['the middle of the Atlantic', -30, 40, 'US', false],
  ['Chukotka', -170, 66, 'RU', true],
  ['Wellington', 174.8, -41.3, 'NZ', true],
  ['nowhere that is known', 0, 0, 'ZZ', undefined],
];

for (const [what, longitude, latitude, country, lies] of places) {
  test(`says ${lies} of ${what} in ${country}`, () => {
    assert.equal(liesInCountry([longitude, latitude], country), lies);
  });
}
