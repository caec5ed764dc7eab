/** Raised whenever the definition of any metric changes, so that a stored value says by which formula it was computed. */
export const FORMULA_VERSION = 1;
