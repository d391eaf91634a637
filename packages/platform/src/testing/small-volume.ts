/** A volume of a few megabytes that a test can fill, as a disk fills up. Linux, and root. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallVolume {
  /** A folder on it, PostgreSQL's own. */
  readonly folder: string;
  /** Leaves no byte free. */
  fill(): void;
  /** Takes away what `fill` put there. */
  free(): void;
  remove(): Promise<void>;
}

/** Why such a volume cannot be made here, in words; undefined where it can. */
export async function whyNoVolume(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'only root on Linux may mount a small volume';
  }
  try {
    const volume = await mountSmallVolume(1);
    await volume.remove();
    return undefined;
  } catch (error) {
    return `a small volume cannot be mounted here: ${error instanceof Error ? error.message : error}`;
  }
}

/** Mounts one of so many megabytes, in memory. */
export async function mountSmallVolume(megabytes: number): Promise<SmallVolume> {
  const mount = mkdtempSync(join(tmpdir(), 'kindcart-volume-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'kindcart-test', mount]);
  } catch (error) {
    rmSync(mount, { recursive: true });
    throw error;
  }
  const folder = mkdtempSync(join(mount, 'in-use-'));
  await run('chown', ['postgres:', mount, folder]);
  const ballast = join(mount, 'ballast');
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(mount);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    },
    free: () => rmSync(ballast),
    async remove() {
      await run('umount', [mount]);
      rmSync(mount, { recursive: true });
    },
  };
}
