import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalError } from './local-error.ts';
import type { Checkpoint } from './stream-pump.ts';

/** Where a database is kept between two starts; without one, everything is in memory. */
export interface DataDirectory {
  readonly path: string | undefined;
  checkpointOf(consumer: string): Checkpoint;
  close(): void;
}

/** @throws LocalError when another runner uses the directory, or it cannot be made. */
export function openDataDirectory(path: string | undefined): DataDirectory {
  if (path === undefined) return { path, checkpointOf: inMemory, close: () => {} };
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new LocalError(`${path} cannot be made a directory: give --data another one.`, {
      cause: error,
    });
  }
  const lock = join(path, 'in-use-by');
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : undefined;
  if (holder && holder !== process.pid && isAlive(holder)) {
    throw new LocalError(
      `${path} is in use by process ${holder}: stop that one, or give --data another directory.`,
    );
  }
  writeFileSync(lock, String(process.pid));
  return {
    path,
    checkpointOf: (consumer) => onFile(join(path, `checkpoint-${consumer}`)),
    close: () => rmSync(lock, { force: true }),
  };
}

function inMemory(): Checkpoint {
  let saved: string | undefined;
  return {
    load: () => saved,
    save: (sequenceNumber) => {
      saved = sequenceNumber;
    },
  };
}

function onFile(file: string): Checkpoint {
  return {
    load: () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    save: (sequenceNumber) => {
      // Renaming is whole or not at all, so that a kill leaves the old checkpoint or the new one.
      writeFileSync(`${file}.new`, sequenceNumber);
      renameSync(`${file}.new`, file);
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's, which may not be signalled, is alive all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
