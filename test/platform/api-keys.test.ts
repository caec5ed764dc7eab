import { expect, test } from 'vitest';
import { createReplayClock } from '../../infra/local/replay-clock.ts';
import { createApiKeys } from '../../shared/platform/api-keys.ts';
import { serveLoopback } from '../support/loopback.ts';
import { parameterStore } from '../support/parameter-store.ts';

const CREDENTIALS = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
};

async function keysWith(parameters: Record<string, string>) {
  const clock = createReplayClock(new Date('2026-11-23T00:00:00Z'));
  const { app, asked } = parameterStore(parameters);
  const store = { url: await serveLoopback(app), asked };
  const environment = {
    ...CREDENTIALS,
    AWS_ENDPOINT_URL_SSM: store.url,
    API_KEY_PARAMETER_US_CENSUS: '/tidemark/us-census',
  };
  return { keys: createApiKeys(environment, clock), clock, ...store };
}

test('a key is read decrypted from the parameter that is named, with a signed request', async () => {
  const { keys, asked } = await keysWith({ '/tidemark/us-census': 'abc' });
  expect(await keys.of('us-census')).toBe('abc');
  expect(asked[0]?.body).toEqual({ Name: '/tidemark/us-census', WithDecryption: true });
  expect(asked[0]?.headers.get('x-amz-target')).toBe('AmazonSSM.GetParameter');
  expect(asked[0]?.headers.get('authorization')).toMatch(
    /^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/eu-west-1\/ssm\/aws4_request/,
  );
  expect(asked[0]?.headers.get('x-amz-security-token')).toBe('token');
});

test('a key is kept for a while, and a rotated one is taken up after that', async () => {
  const parameters = { '/tidemark/us-census': 'old' };
  const { keys, clock, asked } = await keysWith(parameters);
  await keys.of('us-census');
  parameters['/tidemark/us-census'] = 'new';
  expect(await keys.of('us-census')).toBe('old');
  await clock.sleep(10 * 60_000);
  expect(await keys.of('us-census')).toBe('new');
  expect(asked).toHaveLength(2);
});

test('a parameter that the operator has not created is no key, and no error', async () => {
  const { keys } = await keysWith({});
  expect(await keys.of('us-census')).toBeUndefined();
});

test('a source without a parameter is not asked for', async () => {
  const { keys, asked } = await keysWith({});
  expect(await keys.of('imf-imts')).toBeUndefined();
  expect(asked).toEqual([]);
});

test('a parameter that may not be read is an error that names it, and no secret', async () => {
  const { keys } = await keysWith({ '/tidemark/us-census': 'forbidden' });
  await expect(keys.of('us-census')).rejects.toMatchObject({
    code: 'api-key.unreadable',
    retryable: true,
    message: 'the parameter /tidemark/us-census cannot be read: AccessDeniedException',
  });
});

test('a parameter store that does not answer is an error', async () => {
  const environment = {
    ...CREDENTIALS,
    AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:1',
    API_KEY_PARAMETER_US_CENSUS: '/tidemark/us-census',
  };
  const keys = createApiKeys(environment, createReplayClock(new Date(0)));
  await expect(keys.of('us-census')).rejects.toMatchObject({ code: 'api-key.unreadable' });
});

test('a variable that holds the key comes first: on a laptop there is no parameter store', async () => {
  const keys = createApiKeys({ API_KEY_US_CENSUS: 'mine' }, createReplayClock(new Date(0)));
  expect(await keys.of('us-census')).toBe('mine');
});

test('how to give a key is one command where a parameter is named, and a variable elsewhere', async () => {
  const { keys } = await keysWith({});
  expect(keys.howToGive('us-census')).toBe(
    'aws ssm put-parameter --type SecureString --name /tidemark/us-census --value YOUR-KEY',
  );
  expect(keys.howToGive('un-comtrade')).toBe('set API_KEY_UN_COMTRADE');
});
