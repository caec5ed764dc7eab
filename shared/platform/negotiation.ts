interface Preference {
  readonly name: string;
  readonly quality: number;
}

/** What a header such as Accept lists, each with its quality (RFC 9110, 12.4.2); what is malformed is passed over. */
function preferencesIn(header: string): Preference[] {
  return header
    .toLowerCase()
    .split(',')
    .flatMap((part) => {
      const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
      const weight = parameters.find((text) => text.startsWith('q='));
      const quality = weight === undefined ? 1 : Number(weight.slice(2));
      return name && quality >= 0 && quality <= 1 ? [{ name, quality }] : [];
    });
}

function qualityOf(preferences: readonly Preference[], names: readonly string[]) {
  for (const name of names) {
    const found = preferences.find((preference) => preference.name === name);
    if (found) return found.quality;
  }
  return undefined;
}

/** The first of the best; nothing where none is wanted. */
function best<Name extends string>(
  offered: readonly Name[],
  quality: (name: Name) => number,
): Name | undefined {
  const most = Math.max(...offered.map(quality));
  return most > 0 ? offered.find((name) => quality(name) === most) : undefined;
}

/** Which of the offered media types an Accept header likes best; the first for one that says nothing. */
export function mediaTypeFor<Type extends string>(
  accept: string | undefined,
  offered: readonly Type[],
): Type | undefined {
  if (!accept?.trim()) return offered[0];
  const preferences = preferencesIn(accept);
  return best(offered, (type) => {
    // The most specific range that fits decides (RFC 9110, 12.5.1).
    const ranges = [type, `${type.split('/')[0]}/*`, '*/*'];
    return qualityOf(preferences, ranges) ?? 0;
  });
}

const CODINGS = ['br', 'gzip', 'identity'] as const;
export type Coding = Exclude<(typeof CODINGS)[number], 'identity'>;

/** How to compress for an Accept-Encoding header; nothing where plain is liked best, or the only way. */
export function codingFor(acceptEncoding: string | undefined): Coding | undefined {
  const preferences = preferencesIn(acceptEncoding ?? '');
  const coding = best(CODINGS, (name) => {
    // Plain is always taken, if nothing better is.
    const unsaid = name === 'identity' ? Number.MIN_VALUE : 0;
    return qualityOf(preferences, [name, '*']) ?? unsaid;
  });
  return coding === 'identity' ? undefined : coding;
}
