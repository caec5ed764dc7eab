interface Route {
  readonly method: string;
  /** Parameters stand in braces. */
  readonly path: string;
}

/**
 * The paths of what can be read, with values for their parameters; a route with a parameter that has none is left out.
 */
export function pathsOf(
  routes: readonly Route[],
  values: Readonly<Record<string, string>>,
): string[] {
  return routes
    .filter(({ method }) => method === 'GET' || method === 'ANY')
    .map(({ path }) => path.replaceAll(/\{(\w+)\}/g, (given, name) => values[name] ?? given))
    .filter((path) => !path.includes('{'));
}
