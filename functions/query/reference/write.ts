import { mkdir, writeFile } from 'node:fs/promises';
import { openApiDocument } from './document.ts';
import { referencePage } from './page.ts';
import { pageScript } from './page-script.ts';

/** What is made before it is served, by the name of its file: the reference, and what the pages run. */
export async function referenceFiles(): Promise<
  Readonly<Record<'openapi.json' | 'docs.html' | 'page.js', string>>
> {
  const document = await openApiDocument();
  return {
    'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'docs.html': referencePage(document),
    'page.js': await pageScript(),
  };
}

/** `npm run reference`: writes the files that a test holds against the contracts. */
async function write(): Promise<void> {
  const folder = new URL('../assets/', import.meta.url);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(await referenceFiles())) {
    await writeFile(new URL(name, folder), text);
  }
}

if (import.meta.main) await write();
