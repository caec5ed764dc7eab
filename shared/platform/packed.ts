import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from '../domain/zod.ts';

/** What is no longer than this as JSON stays as it is, for whoever reads it in a diff of templates or in the table. In bytes. */
export const LONGEST_AS_IT_IS = 64 * 1024;

/** The value itself where its JSON is short, and otherwise its JSON compressed, which takes about an eighth. */
export function packed<T>(value: T): T | string {
  const isShort = Buffer.byteLength(JSON.stringify(value)) <= LONGEST_AS_IT_IS;
  return isShort ? value : compressed(value);
}

/** Brotli in base64. Its best quality takes ten times as long, for a tenth of the size. */
export function compressed(value: unknown): string {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return brotliCompressSync(JSON.stringify(value), { params }).toString('base64');
}

/** Takes what was packed. The schema must not take text, which is what is compressed. */
export function unpacked<T extends z.ZodMiniType>(schema: T) {
  const decompressed = z.pipe(
    z.string(),
    z.transform((text, context): unknown => {
      try {
        return JSON.parse(brotliDecompressSync(Buffer.from(text, 'base64')).toString());
      } catch {
        const message = 'must be JSON, compressed by Brotli, in base64';
        context.issues.push({ code: 'custom', message, input: text });
        return z.NEVER;
      }
    }),
  );
  return z.union([schema, z.pipe(decompressed, schema)]);
}
