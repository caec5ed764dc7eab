import * as fc from 'fast-check';

/** Checks a law on many generated values. fc.assert returns a promise for asynchronous properties; these are not. */
export function assertLaw<Values>(
  law: fc.IProperty<Values>,
  parameters: fc.Parameters<Values> = {},
): void {
  void fc.assert(law, parameters);
}
