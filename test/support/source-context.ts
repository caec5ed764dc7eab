import { instant } from '../../shared/domain/observation.ts';
import { createHttp } from '../../shared/platform/http.ts';
import type { SourceContext } from '../../shared/sources/source.ts';

/** The surroundings of a source that asks a server of this machine, once and without pauses. */
export function sourceContext(overrides: Partial<SourceContext> = {}): SourceContext {
  return {
    http: createHttp({ attempts: 1 }),
    baseUrl: '',
    apiKey: undefined,
    sleep: () => Promise.resolve(),
    knownAt: instant('2026-11-25T06:00:00Z'),
    shipped: {},
    ...overrides,
  };
}
