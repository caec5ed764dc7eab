import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { FUNCTION_FOLDERS, type FunctionFolder } from './function-folders.ts';
import { unusedCode } from './unused-code.ts';

const root = join(import.meta.dirname, '..');

/** What a function loads at every cold start, in KB of 1000 bytes, minified: its handler and what that imports. */
const MOST_AT_START_KB = 300;
/** The same with one part that it loads when it is first asked for it: pages and charts, with d3 and all metrics, beside the SDK. */
const MOST_WITH_A_PART_KB = 320;

/** What is loaded of a bundle. */
interface Loads {
  readonly bytesAtStart: number;
  readonly gzippedAtStart: number;
  /** The largest that is loaded beside it for one request: a part, and a part of that. */
  readonly bytesOfLargestPart: number;
}

/** A function as it is deployed. */
export interface Bundle extends Loads {
  readonly folder: FunctionFolder;
  /** The directory that holds `index.mjs`, the parts that it loads later and the files that it reads. */
  readonly path: string;
}

export type Bundles = ReadonlyMap<FunctionFolder, Bundle>;

export interface BundleOptions {
  readonly sourceMaps?: boolean;
  readonly mostAtStartKb?: number;
}

/** A function weighs more than it may. */
export class BundleTooLarge extends Error {
  override readonly name = 'BundleTooLarge';
}

/**
 * Bundles every function into a directory of its own under `outdir`. What a function imports dynamically becomes a part that is
 * loaded when it is wanted, which CDK's construct for Node functions cannot make: it has esbuild write one file.
 * @throws BundleTooLarge for a function over its budget.
 */
export async function bundleFunctions(
  outdir: string,
  { sourceMaps = false, mostAtStartKb = MOST_AT_START_KB }: BundleOptions = {},
): Promise<Bundles> {
  const bundles = new Map<FunctionFolder, Bundle>();
  for (const folder of FUNCTION_FOLDERS) {
    const path = join(outdir, folder);
    const entry = join(root, 'functions', folder, 'handler.ts');
    const loads = await bundleEntry(entry, path, { sourceMaps });
    // What a function reads from files lies beside what it loads.
    const assets = join(root, 'functions', folder, 'assets');
    if (existsSync(assets)) cpSync(assets, join(path, 'assets'), { recursive: true });
    const bundle = { folder, path, ...loads };
    assertWithinBudget(bundle, mostAtStartKb);
    bundles.set(folder, bundle);
  }
  return bundles;
}

/** Bundles what begins with a module as functions are bundled, and tells what is loaded of it. */
export async function bundleEntry(
  entry: string,
  path: string,
  { sourceMaps = false }: Pick<BundleOptions, 'sourceMaps'> = {},
): Promise<Loads> {
  const { metafile } = await build({
    ...BUNDLING,
    entryPoints: { index: entry },
    outdir: path,
    sourcemap: sourceMaps,
  });
  return loadsOf(metafile);
}

/** The SDK's clients resolve their endpoints in a module of their own, which no alias reaches. */
const regionalEndpoints: Plugin = {
  name: 'regional endpoints',
  setup({ onLoad }) {
    const resolvers = /@aws-sdk.client-(dynamodb|sns).dist-es.endpoint.endpointResolver\.js$/;
    onLoad({ filter: resolvers }, ({ path }) => ({
      contents: `import { regionalEndpoint } from '${join(root, 'infra/regional-endpoint.ts')}';
        export const defaultEndpointResolver = regionalEndpoint('${resolvers.exec(path)?.[1]}');`,
      resolveDir: root,
    }));
  },
};

/** How a function is bundled. */
export const BUNDLING = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // esbuild prefers `main`, CommonJS, for Node: the SDK's then calls require() and fails at import.
  mainFields: ['module', 'main'],
  minify: true,
  sourcesContent: false,
  legalComments: 'none',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'part-[hash]',
  metafile: true,
  logLevel: 'warning',
  plugins: [regionalEndpoints, unusedCode],
  alias: {
    '@aws-sdk/credential-provider-node': join(root, 'infra/credentials-from-environment.ts'),
    '@smithy/core/event-streams': join(root, 'infra/no-event-streams.ts'),
    '@aws-sdk/endpoint-cache': join(root, 'infra/no-endpoint-discovery.ts'),
    '@smithy/core/checksum': join(root, 'infra/sha256-of-node.ts'),
    'd3-format': join(root, 'infra/no-number-formats.ts'),
    'd3-interpolate': join(root, 'infra/interpolation-of-numbers.ts'),
  },
} as const satisfies BuildOptions;

type Output = Metafile['outputs'][string];

function loadsOf({ outputs }: Metafile): Loads {
  const [entry = ''] = Object.keys(outputs).filter((file) => file.endsWith('index.mjs'));
  const atStart = loadedWith(entry, outputs);
  return {
    bytesAtStart: sizeOf(atStart, outputs),
    gzippedAtStart: [...atStart]
      .map((file) => gzipSync(readFileSync(join(root, file))).byteLength)
      .reduce((sum, bytes) => sum + bytes, 0),
    bytesOfLargestPart: largestPart(atStart, atStart, outputs),
  };
}

/** What the heaviest of the parts that some files load later weighs, with the heaviest part of its own. */
function largestPart(
  files: ReadonlySet<string>,
  loaded: ReadonlySet<string>,
  outputs: Metafile['outputs'],
): number {
  const later = [...files].flatMap((file) => imported(outputs[file], 'dynamic-import'));
  const parts = new Set(later.filter((part) => !loaded.has(part)));
  return [...parts].reduce((most, part) => {
    const more = new Set([...loadedWith(part, outputs)].filter((file) => !loaded.has(file)));
    const bytes = sizeOf(more, outputs) + largestPart(more, new Set([...loaded, ...more]), outputs);
    return Math.max(most, bytes);
  }, 0);
}

/** A file and all that it imports statically, directly or not. */
function loadedWith(file: string, outputs: Metafile['outputs']): Set<string> {
  const loaded = new Set([file]);
  for (const found of loaded) {
    for (const path of imported(outputs[found], 'import-statement')) loaded.add(path);
  }
  return loaded;
}

function imported(output: Output | undefined, kind: Output['imports'][number]['kind']): string[] {
  const own = output?.imports.filter((found) => found.kind === kind && !found.external) ?? [];
  return own.map(({ path }) => path);
}

function sizeOf(files: Iterable<string>, outputs: Metafile['outputs']): number {
  return [...files].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}

function assertWithinBudget(
  { folder, bytesAtStart, bytesOfLargestPart }: Bundle,
  mostAtStartKb: number,
): void {
  const budgets = [
    ['at start', bytesAtStart, mostAtStartKb],
    ['with its largest part', bytesAtStart + bytesOfLargestPart, MOST_WITH_A_PART_KB],
  ] as const;
  for (const [when, bytes, most] of budgets) {
    if (bytes <= most * 1000) continue;
    throw new BundleTooLarge(
      `functions/${folder} loads ${(bytes / 1000).toFixed(1)} KB ${when}, and may load ${most}: see what it imports`,
    );
  }
}

/** One line a function, for whoever builds. */
export function sizeTable(bundles: Bundles): string {
  const kb = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(9);
  const rows = [...bundles.values()].map(
    ({ folder, bytesAtStart, gzippedAtStart, bytesOfLargestPart }) =>
      `${folder.padEnd(14)}${kb(bytesAtStart)}${kb(gzippedAtStart)}${kb(bytesOfLargestPart)}`,
  );
  const head = `${'KB loaded'.padEnd(14)}${'at start'.padStart(9)}${'gzipped'.padStart(9)}${'later'.padStart(9)}`;
  return `${[head, ...rows].join('\n')}\n`;
}
