/** Serves folders of files beside the API: example pages and the SDK, for one-command hosting. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Register } from './api.ts';
import { refuse } from './refusal.ts';

/** A folder and the path that it appears under. */
export interface Mount {
  /** Such as `/sdk`; `/` for the root. */
  readonly path: string;
  readonly folder: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.ico': 'image/x-icon',
};

/** A chunk of the page script, whose hash is in its name, never changes. */
const hashedName = /[\\/]chunks[\\/][\w-]+-[\w-]{6}\.js(\.map)?$/;

/** A room that serves the mounts; the longest path that fits wins. */
export function pagesRoom(mounts: readonly Mount[]): Register {
  const sorted = [...mounts].sort((a, b) => b.path.length - a.path.length);
  return (api) => {
    for (const mount of sorted) {
      const pattern = mount.path === '/' ? '/*' : `${mount.path}/*`;
      api.hono.get(pattern, async (context) => {
        const { exchange } = context.env;
        exchange.route = pattern;
        const rest = context.req.path.slice(mount.path === '/' ? 1 : mount.path.length + 1);
        return answerFile(mount, rest, exchange.header('if-none-match'));
      });
    }
  };
}

async function answerFile(
  mount: Mount,
  rest: string,
  ifNoneMatch: string | undefined,
): Promise<Response> {
  const file = await findFile(mount.folder, rest);
  if (file === undefined) refuse('not_found');
  if (
    rest !== '' &&
    !rest.endsWith('/') &&
    file.endsWith(`${sep}index.html`) &&
    !rest.endsWith('index.html')
  ) {
    // Relative links of a folder's page only work with the slash behind the folder's name.
    const name = rest.slice(rest.lastIndexOf('/') + 1);
    return new Response(null, { status: 308, headers: { Location: `${name}/` } });
  }
  const body = await readFile(file);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    ETag: etag,
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': hashedName.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    // SDK files are loaded by pages elsewhere, with `crossorigin` so that their hash can be checked.
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
  if (ifNoneMatch === etag) return new Response(null, { status: 304, headers });
  return new Response(body, { headers });
}

/** The file for a path, an index page for a folder; undefined when it is outside or absent. */
async function findFile(folder: string, rest: string): Promise<string | undefined> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(rest);
  } catch {
    return undefined;
  }
  const file = normalize(join(folder, decoded));
  const inside = file === normalize(folder) || file.startsWith(normalize(folder) + sep);
  if (
    !inside ||
    decoded.includes('\0') ||
    decoded.split('/').some((part) => part.startsWith('.'))
  ) {
    return undefined;
  }
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() === true) return file;
  if (found?.isDirectory() !== true) return undefined;
  const index = join(file, 'index.html');
  return (await stat(index).catch(() => undefined))?.isFile() === true ? index : undefined;
}
