import type { Limit } from './limits.ts';

/** Each of the 249 economies of ISO 3166-1 with each other one. */
const MOST_PAIRS = 249 * 248;

/** The smallest number of pairs at which a limit is met; nothing where not even all there are meet it. */
export async function metAt(limit: Limit, chapters: number): Promise<number | undefined> {
  const isMet = async (pairs: number): Promise<boolean> =>
    (await limit.load({ pairs, chapters })) > limit.most;
  if (!(await isMet(MOST_PAIRS))) return undefined;
  let [within, beyond] = [0, MOST_PAIRS];
  while (beyond - within > 1) {
    const between = Math.floor((within + beyond) / 2);
    if (await isMet(between)) beyond = between;
    else within = between;
  }
  return beyond;
}
