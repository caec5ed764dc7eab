import { describe, expect, test } from 'vitest';
import { answering, fetched, fetchFrom, KEY, specimen, target } from '../support/korea-customs.ts';

const US = specimen('nationtrade-us.xml');
const CHIPS = specimen('nitemtrade-cn-8542.xml');

/** Asks for Korea with the United States and gets this answer. */
function fetching(body: string, status = 200, type = 'application/xml') {
  return fetched({ nationtrade: { body, status, type } }, target('KR-US'));
}

test('no call is made without a key', async () => {
  const { baseUrl, asked } = await answering({});

  await expect(fetchFrom(baseUrl, [target('KR-US')], '')).rejects.toMatchObject({
    name: 'SourceKeyRefused',
  });
  expect(asked).toEqual([]);
});

describe('an error of the service, which comes with status 200', () => {
  test.each([
    ['error-period.xml', '1년이내'],
    ['error-country.xml', '존재하지 않는 국가코드입니다.'],
  ])('is told from an answer without rows, and passed on: %s', async (name, words) => {
    await expect(fetching(specimen(name))).rejects.toMatchObject({
      code: 'source.provider-error',
      message: expect.stringMatching(new RegExp(`resultCode 99: .*${words}`)),
    });
  });

  test.each(['<body/>', '<body><totalCount>0</totalCount></body>'])(
    'may have a body of %s',
    async (body) => {
      const error = specimen('error-period.xml').replace('</header>', `</header>${body}`);
      await expect(fetching(error)).rejects.toMatchObject({ code: 'source.provider-error' });
    },
  );
});

describe('an error of the gateway, which has another shape', () => {
  const other = (code: string) => specimen('gateway-30.xml').replace('>30<', `>${code}<`);

  test.each([
    ['20', 401],
    ['30', 403],
    ['31', 403],
    ['32', 403],
  ])(
    'of code %s is about the key, and says where its table is applied for',
    async (code, status) => {
      await expect(fetching(other(code), status)).rejects.toMatchObject({
        name: 'SourceKeyRefused',
        message: expect.stringMatching(/nationtrade.*data\/15101612\/openapi\.do.*SERVICE_KEY/),
      });
    },
  );

  test('names the very table that was not applied for', async () => {
    const body = specimen('gateway-30.xml');
    const answers = { nationtrade: US, Newtrade: { body, status: 403 } };

    await expect(fetched(answers, target('KR-US'))).rejects.toThrow(/Newtrade.*15102108/);
  });

  test('of code 22 is the quota of a day, which comes back', async () => {
    await expect(fetching(other('22'), 403)).rejects.toMatchObject({
      code: 'source.unreachable',
      retryable: true,
    });
  });

  test('of any other code is refused with it', async () => {
    await expect(fetching(other('12'), 400)).rejects.toMatchObject({
      code: 'source.provider-error',
      message: expect.stringContaining('code 12'),
    });
  });

  test('may be JSON with status 200', async () => {
    await expect(
      fetching(specimen('gateway-04.json'), 200, 'application/json'),
    ).rejects.toMatchObject({
      code: 'source.provider-error',
      message: expect.stringContaining('code 04, HTTP_ERROR'),
    });
  });
});

test.each([
  ['as it is', KEY, KEY],
  ['escaped', 'ab+/cd==', 'ab%2B%2Fcd%3D%3D'],
  ['as the server reads it', 'ab%2B%2Fcd%3D%3D', 'ab+/cd=='],
])('an error that quotes the key %s is passed on without it', async (_, key, quoted) => {
  for (const answer of [
    specimen('error-period.xml').replace('1년', quoted),
    specimen('gateway-30.xml').replace('등록되지', quoted),
    `<html>${quoted}</html>`,
    `Unauthorized ${quoted}`,
    `{"key": "${quoted}"}`,
  ]) {
    const { baseUrl } = await answering({ nationtrade: answer });
    const error: unknown = await fetchFrom(baseUrl, [target('KR-US')], key).catch((e) => e);

    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toContain('…');
    expect(String(error)).not.toContain(quoted);
    expect(String(error)).not.toContain(key);
  }
});

test.each([
  ['an answer that ends early', US.slice(0, 500)],
  ['an answer that ends between two rows', US.slice(0, US.indexOf('<item>', 300))],
  ['a page', '<html><body>Service Unavailable</body></html>'],
  ['words', 'Unexpected errors'],
  ['nothing', ''],
  ['an answer without a list', US.replace(/<items>.*<\/items>/, '')],
  ['a row without its month', US.replace('<year>2026.01</year>', '')],
  ['a row without its country', US.replace('<statCd>US</statCd>', '')],
  ['figures with commas', US.replace('12006733027', '12,006,733,027')],
  ['figures below zero', US.replaceAll('12006733027', '-12006733027')],
  ['a figure that is missing', US.replace('<expDlr>12006733027</expDlr>', '<expDlr/>')],
  ['entities of its own', US.replace('미국', '&nbsp;')],
])('%s is refused', async (_, body) => {
  await expect(fetching(body)).rejects.toMatchObject({
    code: expect.stringMatching(/^source\.(shape|provider-error)$/),
  });
});

test('names in an answer may be escaped', async () => {
  const body = US.replaceAll('미국', '남조지아 &amp; 남샌드위치 군도');
  await expect(fetching(body)).resolves.toHaveLength(6);
});

test('columns that were moved about are refused: exports less imports must be the balance', async () => {
  const moved = US.replace('<impDlr>6762138027<', '<impDlr>1433422<');

  await expect(fetching(moved)).rejects.toMatchObject({
    code: 'source.identity',
    message: expect.stringMatching(/2026\.01, got: 12006733027, 1433422, 5244595000/),
  });
});

test.each([
  ['a month before the first', US.replace('2026.01', '2025.12')],
  ['a month after the last', US.replace('2026.03', '2026.04')],
  ['a year', US.replace('2026.01', '2026')],
  ['another country', US.replace('<statCd>US<', '<statCd>JP<')],
])('%s is refused as not asked for', async (_, body) => {
  await expect(fetching(body)).rejects.toMatchObject({ code: 'source.echo' });
});

test.each([
  ['of another heading', CHIPS.replace('854233', '854133')],
  ['two levels below', CHIPS.replace('854233', '85423310')],
  ['at the level of the heading itself', CHIPS.replace('854233', '8542')],
])('goods %s are refused, which would be counted twice or by mistake', async (_, body) => {
  await expect(fetched({ nitemtrade: body }, target('KR-CN:8542'))).rejects.toMatchObject({
    code: 'source.echo',
  });
});

test('goods of all countries come in codes of ten digits', async () => {
  const body = specimen('itemtrade-8542.xml').replaceAll('8542313000', '854231');

  await expect(fetched({ Itemtrade: body }, target('KR-CN:8542'))).rejects.toMatchObject({
    code: 'source.echo',
  });
});

test('a month that comes twice is refused', async () => {
  await expect(fetching(US.replace('2026.02', '2026.01'))).rejects.toMatchObject({
    code: 'source.duplicate',
    message: expect.stringContaining('2026.01'),
  });
});
