/** The folders of functions/, each of which is deployed as one function of that name. */
export const FUNCTION_FOLDERS = [
  'ingest',
  'recompute',
  'alert',
  'query',
  'rules',
  'subscriptions',
] as const;

export type FunctionFolder = (typeof FUNCTION_FOLDERS)[number];
