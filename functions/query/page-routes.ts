/** What is for people to look at, and for others to embed. */
export const PAGE_ROUTES = [
  '/',
  '/pairs/{pair}',
  '/alerts/{id}',
  '/charts/{pair}/{chart}',
  '/icon.svg',
].map((path) => ({ method: 'GET', path }));
