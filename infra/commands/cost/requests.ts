import type { Deployment } from '../../local/deployment.ts';

/** Something that can be read, and the function that answers it. */
export interface Reading {
  readonly path: string;
  readonly answeredBy: string;
}

/** What can be read, with values for the parameters; a route with a parameter that has none is left out. */
export function readingsOf(
  routes: Deployment['routes'],
  values: Readonly<Record<string, string>>,
): Reading[] {
  return routes
    .filter(({ method }) => method === 'GET' || method === 'ANY')
    .map(({ path, answeredBy }) => ({
      path: path.replaceAll(/\{(\w+)\}/g, (given, name) => values[name] ?? given),
      answeredBy,
    }))
    .filter(({ path }) => !path.includes('{'));
}
