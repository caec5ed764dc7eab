import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { regionalEndpoint } from '../../infra/regional-endpoint.ts';

const REGIONS = ['us-east-1', 'ap-northeast-2', 'eu-central-2', 'us-gov-west-1', 'cn-north-1'];
const plain = { UseFIPS: false, UseDualStack: false };

describe('the endpoint of the bundles', () => {
  it.each(REGIONS)("is in %s that of the SDK's own rules", (Region) => {
    const asked = { ...plain, Region };
    const dynamodb = new DynamoDBClient({ region: Region }).config.endpointProvider(asked);
    const sns = new SNSClient({ region: Region }).config.endpointProvider(asked);

    expect(regionalEndpoint('dynamodb')(asked).url.href).toBe(dynamodb.url.href);
    expect(regionalEndpoint('sns')(asked).url.href).toBe(sns.url.href);
  });

  it('is the one that was set, where one was', () => {
    const Endpoint = 'http://localhost:8000';

    expect(regionalEndpoint('sns')({ Endpoint }).url.href).toBe('http://localhost:8000/');
  });

  it('is refused without a region, and in flavours whose rules are left out', () => {
    const inSeoul = { Region: 'ap-northeast-2' };

    expect(() => regionalEndpoint('sns')({})).toThrow('AWS_REGION must be set');
    expect(() => regionalEndpoint('sns')({ ...inSeoul, UseFIPS: true })).toThrow('not bundled');
    expect(() => regionalEndpoint('sns')({ ...inSeoul, UseDualStack: true })).toThrow(
      'not bundled',
    );
  });
});
