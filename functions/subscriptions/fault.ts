/**
 * An error as it may be logged here: its kind, where it was thrown and the id under which AWS knows the request. Not its message,
 * in which a service may quote the address that it was given.
 */
export function withoutItsWords(error: unknown): Error {
  const silent = new Error('the message is left out: it might hold an address');
  if (!(error instanceof Error)) return silent;
  const { name, message, stack = '' } = error;
  silent.name = name;
  silent.stack = `${name} ${requestIdOf(error)}\n${stack.slice(stack.indexOf(message) + message.length).trimStart()}`;
  return silent;
}

function requestIdOf(error: Error): string {
  const id: unknown = '$metadata' in error ? Object(error.$metadata).requestId : undefined;
  return typeof id === 'string' ? `(request ${id})` : '';
}
