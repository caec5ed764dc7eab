/**
 * Stands in for `@aws-sdk/endpoint-cache` in the bundles (esbuild `--alias`). DynamoDB's client makes a cache of discovered
 * endpoints when it is created and uses it only where endpoint discovery was switched on, as nothing of ours does: without it
 * a bundle is 8 KB smaller (SDK 3.1164, esbuild 0.28, minified).
 */
export class EndpointCache {
  /** @throws Error always: discovery was switched on, and what it needs is not bundled. */
  getEndpoint(): never {
    throw new Error('endpoint discovery cannot be switched on: its support is not bundled');
  }
}
