import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { ipOfGateway, networkOf } from '../../../functions/subscriptions/network.ts';

describe('a network', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:1::', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['', 'unknown'],
  ])('of %s is %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });

  test('of somebody who comes from nowhere is one for all of them', () => {
    expect(networkOf(undefined)).toBe('unknown');
  });

  test('is the same for addresses of one customer, and another for the next', () => {
    expect(networkOf('2001:db8:1:2::7')).toBe(networkOf('2001:db8:1:2:ffff::'));
    expect(networkOf('2001:db8:1:2::7')).not.toBe(networkOf('2001:db8:1:3::7'));
  });
});

test('where a request comes from is what API Gateway says, and not what a header claims', async () => {
  const app = new Hono();
  app.get('/', (context) => context.text(ipOfGateway(context) ?? 'nowhere'));
  const claiming = { headers: { 'x-forwarded-for': '198.51.100.1' } };
  const event = { requestContext: { http: { sourceIp: '192.0.2.1' } } };

  expect(await (await app.request('/', claiming, event)).text()).toBe('192.0.2.1');
  expect(await (await app.request('/', claiming, {})).text()).toBe('nowhere');
});
