// An element that leaves the page while it still reads what its device keeps.
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { participantExample } from '@kindcart/contract';
import { find, settle, stage, until } from '../../internal/testing/stage.ts';
import { pageDevice } from '../device/page-device.ts';
import { ownFor } from '../device/registry.ts';
import { listing, openChallenge } from '../testing.ts';
import '../../kit/kit/define.ts';
import './define.ts';

const html = `<kind-step-tracker challenge="${openChallenge.id}"></kind-step-tracker>`;

test('follows nothing any more once it has left, even where that is heard of later', async (t) => {
  const { kit, element, platform, close } = await stage({
    html,
    answers: { listChallenges: listing() },
  });
  t.after(close);
  await find('kind-step-tracker >>> [data-source=motion]', HTMLElement);
  element.remove();
  const target = { baseUrl: platform.baseUrl, key: kit.getAttribute('key') ?? '' };
  const own = ownFor(target);
  const device = pageDevice(`${target.baseUrl} ${target.key}`);
  let heard = 0;
  t.after(
    own.subscribe(() => {
      heard += 1;
    }),
  );
  // Another page tells what waits, and this one has to wait for its turn.
  const telling = Promise.withResolvers<void>();
  await own.open();
  heard = 0;
  const told = device.alone(() => telling.promise);
  kit.append(element);
  await until(() => heard > 0, 'what the device keeps');
  element.remove();
  await device.update((record) => ({ ...record, participantId: participantExample.id }));
  telling.resolve();
  await told;
  await until(() => own.get().record.participantId !== null, 'its turn');
  await settle(kit);
  deepEqual(
    platform.asked.filter(({ endpoint }) => endpoint === 'listDeeds'),
    [],
  );
});
