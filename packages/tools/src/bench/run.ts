/** `npm run bench`: every part, or those named after `--`. The last line of each is one line of JSON. */
import { benchDeeds } from './deeds.ts';
import { benchDonations } from './donations.ts';
import { benchForest } from './forest.ts';
import { benchImport } from './import.ts';
import { benchPanning } from './panning.ts';
import { benchWebhooks } from './webhooks.ts';

const parts: Readonly<
  Record<string, (say: (line: string) => void) => Promise<Record<string, number>>>
> = {
  donations: benchDonations,
  webhooks: benchWebhooks,
  forest: benchForest,
  import: benchImport,
  deeds: benchDeeds,
  panning: benchPanning,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(
    `No part is called ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`,
  );
  process.exit(1);
}
for (const [name, bench] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const figures = await bench((line) => console.log(line));
  console.log(JSON.stringify(figures));
}
