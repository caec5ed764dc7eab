import { mkdir, writeFile } from 'node:fs/promises';
import { openApiDocument } from './document.ts';
import { referencePage } from './page.ts';

/** What is served of the reference, by the name of its file. */
export async function referenceFiles(): Promise<
  Readonly<Record<'openapi.json' | 'docs.html', string>>
> {
  const document = await openApiDocument();
  return {
    'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'docs.html': referencePage(document),
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
