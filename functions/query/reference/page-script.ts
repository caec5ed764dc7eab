import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The script of every page in one piece, minified, for browsers of 2023 and later. */
export async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../page/client/script.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2023',
    legalComments: 'none',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}
