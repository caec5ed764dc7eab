import { NumberValueImpl } from '@aws-sdk/util-dynamodb';
import { Big } from 'big.js';
import * as z from '../domain/zod.ts';

/** A stored number, which arrives as the text that DynamoDB keeps (38 digits), read exactly. */
export const exactSchema = z.pipe(
  z.string(),
  z.transform((text, context): Big => {
    try {
      return new Big(text);
    } catch {
      const message = `must be a number, got: ${text}`;
      context.issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    }
  }),
);

export function exact(value: Big): NumberValueImpl {
  return NumberValueImpl.from(value.toFixed());
}
