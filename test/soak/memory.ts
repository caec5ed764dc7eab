import { median } from '../bench/medians.ts';

/** What the process holds after it was tidied up, now and then. */
export interface Memory {
  look(): void;
  /** The median of the last third of the looks over that of the first. */
  growth(): number;
  megabytes(): { readonly first: number; readonly last: number };
}

/** @throws Error where Node was not started with --expose-gc. */
export function watchMemory(): Memory {
  const { gc } = globalThis;
  if (!gc) throw new Error('the soak is started with node --expose-gc: npm run soak');
  const seen: number[] = [];
  const thirds = () => {
    const third = Math.max(1, Math.floor(seen.length / 3));
    return { first: median(seen.slice(0, third)), last: median(seen.slice(-third)) };
  };
  return {
    look() {
      gc();
      seen.push(process.memoryUsage().heapUsed);
    },
    growth() {
      const { first, last } = thirds();
      return last / first;
    },
    megabytes() {
      const { first, last } = thirds();
      return { first: first / 1e6, last: last / 1e6 };
    },
  };
}
