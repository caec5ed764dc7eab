/// <reference lib="dom" />

/** What came of a request: the answer, or why there is none, in words for a reader. */
export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly why: string };

/** Sends JSON to our own API. */
export async function ask(method: string, path: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return { ok: true, body: answer };
    return {
      ok: false,
      why: `${answer.title ?? response.status}: ${answer.detail ?? 'the request was refused'}`,
    };
  } catch {
    return { ok: false, why: 'The server cannot be reached. Nothing was sent.' };
  }
}
