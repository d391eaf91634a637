/** Serves folders of files beside the API: example pages and the SDK, for one-command hosting. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { type PageNeeds, pageHeaders } from '../pages/policy.ts';
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
const hashedName = /[\\/]chunks[\\/][\w-]+-[\w-]{7}\.js(\.map)?$/;

/**
 * A room that serves the mounts; the longest path that fits wins. Pages among the files are sent with
 * the strict headers of the platform's own pages, but may read the motion sensors: a step tracker may stand on any.
 *
 * @param needs what the policy lets through for payments
 */
export function pagesRoom(mounts: readonly Mount[], needs: PageNeeds = {}): Register {
  const sorted = [...mounts].sort((a, b) => b.path.length - a.path.length);
  return (api) => {
    for (const mount of sorted) {
      const pattern = mount.path === '/' ? '/*' : `${mount.path}/*`;
      api.hono.get(pattern, async (context) => {
        const { exchange } = context.env;
        exchange.route = pattern;
        const served = { mount, mounts: sorted, needs: { ...needs, motion: true } };
        return answerFile(served, context.req.path, exchange.header('if-none-match'));
      });
    }
  };
}

/** The page script that the mounts serve, with the hash of the file as it is now. */
export async function pageScriptOf(
  mounts: readonly Mount[],
): Promise<{ src: string; integrity: string } | undefined> {
  const mount = mounts.find(({ path }) => path === '/sdk');
  if (mount === undefined) return undefined;
  const src = '/sdk/kindcart.js';
  const integrity = await integrityOf(src, [mount]);
  return integrity === undefined ? undefined : { src, integrity };
}

/** Hash of the file at an absolute path, for an `integrity` attribute; undefined when no mount has it. */
async function integrityOf(path: string, mounts: readonly Mount[]): Promise<string | undefined> {
  for (const mount of mounts) {
    const prefix = mount.path === '/' ? '/' : `${mount.path}/`;
    const file = path.startsWith(prefix)
      ? await findFile(mount.folder, path.slice(prefix.length))
      : undefined;
    if (file !== undefined) {
      return `sha384-${createHash('sha384')
        .update(await readFile(file))
        .digest('base64')}`;
    }
  }
  return undefined;
}

const ownScript = /<script\b(?![^>]*\sintegrity=)[^>]*\ssrc="(\/[^"?#]*)"/g;

/**
 * The page with a hash on every script that is served here, as the file is now: a page in the
 * repository cannot know it, and a browser that finds another file does not run it.
 */
async function withIntegrity(page: string, mounts: readonly Mount[]): Promise<string> {
  const paths = new Set([...page.matchAll(ownScript)].map(([, path = '']) => path));
  const sums = new Map<string, string>();
  for (const path of paths) {
    const sum = await integrityOf(path, mounts);
    if (sum !== undefined) sums.set(path, sum);
  }
  return page.replace(ownScript, (tag, path: string) => {
    const sum = sums.get(path);
    return sum === undefined ? tag : `${tag} integrity="${sum}"`;
  });
}

/** What a file is answered from. */
interface Served {
  readonly mount: Mount;
  /** All of them, the longest path first. */
  readonly mounts: readonly Mount[];
  readonly needs: PageNeeds;
}

async function answerFile(
  { mount, mounts, needs }: Served,
  path: string,
  ifNoneMatch: string | undefined,
): Promise<Response> {
  const rest = path.slice(mount.path === '/' ? 1 : mount.path.length + 1);
  const file = await findFile(mount.folder, rest);
  if (file === undefined) refuse('not_found');
  if (!path.endsWith('/') && file.endsWith(`${sep}index.html`) && !path.endsWith('index.html')) {
    // Relative links of a folder's page only work with the slash behind the folder's name.
    const name = path.slice(path.lastIndexOf('/') + 1);
    return new Response(null, { status: 308, headers: { Location: `${name}/` } });
  }
  const isPage = extname(file) === '.html';
  const bytes = await readFile(file);
  const body = isPage ? Buffer.from(await withIntegrity(bytes.toString('utf8'), mounts)) : bytes;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    ETag: etag,
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': hashedName.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    // SDK files are loaded by pages elsewhere, with `crossorigin` so that their hash can be checked.
    'Access-Control-Allow-Origin': '*',
    ...(isPage ? pageHeaders(needs) : { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
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
