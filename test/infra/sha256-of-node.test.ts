import { Sha256 as Sha256OfTheSdk } from '@smithy/core/checksum';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../infra/sha256-of-node.ts';

type Secret = string | Uint8Array | undefined;

async function digest(
  hash: Sha256 | InstanceType<typeof Sha256OfTheSdk>,
  chunks: readonly Uint8Array[],
): Promise<string> {
  for (const chunk of chunks) hash.update(chunk);
  return Buffer.from(await hash.digest()).toString('hex');
}

describe('the SHA-256 of the bundles', () => {
  it('is that of FIPS 180-4', async () => {
    const hash = new Sha256();
    hash.update('abc');

    expect(Buffer.from(await hash.digest()).toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it("says what the SDK's own says, with a secret and without, in any pieces", async () => {
    const secret: fc.Arbitrary<Secret> = fc.oneof(
      fc.constant(undefined),
      fc.string({ minLength: 1 }),
      fc.uint8Array({ minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(secret, fc.array(fc.uint8Array()), async (key, chunks) => {
        const theirs = key === undefined ? new Sha256OfTheSdk() : new Sha256OfTheSdk(key);
        expect(await digest(new Sha256(key), chunks)).toBe(await digest(theirs, chunks));
      }),
    );
  });

  it('begins anew when it is reset', async () => {
    const hash = new Sha256('secret');
    const first = await digest(hash, [new Uint8Array([1, 2])]);
    hash.reset();

    expect(await digest(hash, [new Uint8Array([1, 2])])).toBe(first);
  });

  it('reads a part of a buffer, and no more of it', async () => {
    const part = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);

    expect(await digest(new Sha256(), [part])).toBe(
      await digest(new Sha256(), [new Uint8Array([1, 2])]),
    );
  });
});
