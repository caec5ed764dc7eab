import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundleEntry, bundleFunctions } from '../../infra/bundles.ts';

/** What every function would be at least: one GetItem, with the same SDK, built alike. */
export const FLOOR = 'floor';

type Measured = Pick<Bundle, 'path' | 'bytesAtStart' | 'bytesOfLargestPart'>;

let made: Promise<ReadonlyMap<string, Measured>> | undefined;

/** Every function's bundle and the floor's, made once. */
export function bundled(): Promise<ReadonlyMap<string, Measured>> {
  made ??= make();
  return made;
}

async function make(): Promise<ReadonlyMap<string, Measured>> {
  const outdir = mkdtempSync(join(tmpdir(), 'tidemark-bench-'));
  process.on('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const path = join(outdir, FLOOR);
  const floor = await bundleEntry(join(import.meta.dirname, 'one-get-item.ts'), path);
  return new Map<string, Measured>([
    [FLOOR, { path, ...floor }],
    ...(await bundleFunctions(join(outdir, 'functions'))),
  ]);
}
