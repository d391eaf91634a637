/** The live stream of the made-up platform. */
import { idListSchema, type LiveProject, livePath, type Project, parse } from '@kindcart/contract';
import { type HttpHandler, HttpResponse, http } from 'msw';
import type { World } from './world.ts';

/** Tells the totals of the projects asked for at once, and again whenever they change. */
export function liveHandler(baseUrl: string, world: World): HttpHandler {
  return http.get(`${baseUrl}${livePath}`, ({ request }) => {
    const asked = new URL(request.url).searchParams.get('projects') ?? '';
    const ids = parse(idListSchema('project'), asked);
    if (!ids.ok) return new HttpResponse(null, { status: 400 });
    return new HttpResponse(stream(world, new Set<string>(ids.value)), {
      headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' },
    });
  });
}

function stream(world: World, ids: ReadonlySet<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      const tell = (project: Project) => {
        if (ids.has(project.id)) controller.enqueue(encoder.encode(eventText(project)));
      };
      for (const project of world.projects.values()) tell(project);
      world.watchers.add(tell);
      stop = () => void world.watchers.delete(tell);
    },
    cancel: () => stop(),
  });
}

function eventText({ id, totals }: Project): string {
  const news: LiveProject = { projectId: id, totals };
  return `id: ${totals.version}\nevent: project\ndata: ${JSON.stringify(news)}\n\n`;
}
