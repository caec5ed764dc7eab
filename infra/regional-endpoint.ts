/** What the SDK's endpoint resolvers are asked with, of which only these may be set. */
interface EndpointParameters {
  readonly Endpoint?: string;
  readonly Region?: string;
  readonly UseFIPS?: boolean;
  readonly UseDualStack?: boolean;
}

interface Endpoint {
  readonly url: URL;
  readonly headers: Readonly<Record<string, never>>;
  readonly properties: Readonly<Record<string, never>>;
}

/**
 * Stands in for the resolvers of `@aws-sdk/client-dynamodb` and `@aws-sdk/client-sns` in the bundles: the endpoint of a region, or
 * the one that was set, as the SDK's rules would have it (https://docs.aws.amazon.com/general/latest/gr/rande.html, read
 * 2026-11-25). Their rules, which know every partition, account and flavour, are 17 KB (SDK 3.1164, esbuild 0.28, minified).
 */
export function regionalEndpoint(service: string) {
  return ({ Endpoint, Region, UseFIPS, UseDualStack }: EndpointParameters): Endpoint => {
    if (UseFIPS || UseDualStack) {
      throw new Error(
        'FIPS and dual-stack endpoints cannot be switched on: their rules are not bundled',
      );
    }
    if (!Endpoint && !Region) throw new Error('AWS_REGION must be set');
    const suffix = Region?.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    return {
      url: new URL(Endpoint ?? `https://${service}.${Region}.${suffix}`),
      headers: {},
      properties: {},
    };
  };
}
