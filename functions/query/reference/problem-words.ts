/** Each kind of problem: its status and when it happens. The page has a heading for each, where its `type` leads. */
export const PROBLEMS: Readonly<Record<string, readonly [status: number, when: string]>> = {
  'Bad parameter': [
    400,
    'A parameter of the query breaks its rule, or the path takes none of that name.',
  ],
  'Unknown pair': [404, 'The pair is not watched; `known` lists those that are.'],
  'Unknown metric': [404, 'There is no such metric; `known` lists those that there are.'],
  'Unknown indicator': [404, 'There is no such indicator; `known` lists those that there are.'],
  'Unknown rule': [404, 'There is no such rule; `known` lists those in force.'],
  'Unknown alert': [404, 'There is no such alert; `known` lists the newest ones.'],
  'Unknown path': [404, 'There is nothing at that path; `known` lists the paths.'],
  'Method not allowed': [
    405,
    'The path is asked by other methods, which the header `Allow` lists.',
  ],
  'Not acceptable': [406, 'The header `Accept` allows nothing that the path answers.'],
  'Bad body': [400, 'A member of the body breaks its rule, or is none.'],
  'Missing input': [
    422,
    'A figure is missing without which nothing can be said; `parameter` names where to give it.',
  ],
  'Not JSON': [415, 'The body must be `application/json`.'],
  'Too long': [413, 'The body is longer than 16,384 bytes, or 4,096 for subscriptions.'],
  'Not confirmed': [400, 'The token is unknown, or older than the 48 hours for which it is good.'],
  'No room': [503, 'There is no room for another subscription.'],
  'Not now': [503, 'The fault is ours; it was recorded under the request id.'],
  Conflict: [409, 'Somebody else is writing the rule; read it and try again.'],
  'URI too long': [414, 'Path and query are of more than 8,000 characters.'],
  'Internal error': [500, 'The fault is ours; it was recorded under the request id.'],
  Busy: [503, 'Too much is being asked at the moment. `Retry-After` says when to ask again.'],
};
