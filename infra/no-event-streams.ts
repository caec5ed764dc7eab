/**
 * Stands in for `@smithy/core/event-streams` in the bundles (esbuild `--alias`). The SDK imports it when an operation sends
 * or answers a stream of events, as none of DynamoDB or SNS does: without it a bundle is 20 KB smaller (SDK 3.1164, esbuild
 * 0.28, minified).
 */
throw new Error('no operation that has an event stream can be used: its support is not bundled');
