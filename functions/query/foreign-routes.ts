/** What the functions `rules` and `subscriptions` answer: whoever asks one of these paths by another method is told so. */
export const FOREIGN_ROUTES = {
  putRule: { method: 'PUT', path: '/v1/rules/{id}' },
  deleteRule: { method: 'DELETE', path: '/v1/rules/{id}' },
  subscribe: { method: 'POST', path: '/v1/subscriptions' },
  confirm: { method: 'POST', path: '/v1/subscriptions/confirm' },
  unsubscribe: { method: 'POST', path: '/v1/subscriptions/unsubscribe' },
} as const;
