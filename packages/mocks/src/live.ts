/** The live stream of the made-up platform. */
import { idListSchema, livePath, parse } from '@kindcart/contract';
import { type HttpHandler, HttpResponse, http } from 'msw';
import { newsOfItem } from './commerce/charity-items.ts';
import { newsOfChallenge } from './deeds/challenges.ts';
import { newsOfProject } from './giving/projects.ts';
import type { News, World } from './world.ts';

/** Tells the totals of what is asked for at once, and again whenever they change. */
export function liveHandler(baseUrl: string, world: World): HttpHandler {
  return http.get(`${baseUrl}${livePath}`, ({ request }) => {
    const { searchParams } = new URL(request.url);
    const projects = searchParams.get('projects');
    const items = searchParams.get('items');
    const challenges = searchParams.get('challenges');
    const others = items !== null || challenges !== null;
    const asked = [
      ...(projects === null && others ? [] : [parse(idListSchema('project'), projects)]),
      ...(items === null ? [] : [parse(idListSchema('charityItem'), items)]),
      ...(challenges === null ? [] : [parse(idListSchema('challenge'), challenges)]),
    ];
    if (!asked.every(({ ok }) => ok)) return new HttpResponse(null, { status: 400 });
    const ids = new Set(`${projects},${items},${challenges}`.split(','));
    return new HttpResponse(stream(world, ids), {
      headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' },
    });
  });
}

function stream(world: World, ids: ReadonlySet<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      const tell = (news: News) => {
        if (ids.has(news.id)) controller.enqueue(encoder.encode(eventText(news)));
      };
      for (const project of world.projects.values()) tell(newsOfProject(project));
      for (const item of world.charityItems.values()) tell(newsOfItem(world, item));
      for (const kept of world.challenges.values()) tell(newsOfChallenge(world, kept));
      world.watchers.add(tell);
      stop = () => void world.watchers.delete(tell);
    },
    cancel: () => stop(),
  });
}

function eventText({ name, version, event }: News): string {
  return `id: ${version}\nevent: ${name}\ndata: ${JSON.stringify(event)}\n\n`;
}
