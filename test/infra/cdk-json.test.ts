import { describe, expect, it } from 'vitest';
import { readChanged as read } from '../support/changed-settings.ts';

describe('the settings of cdk.json', () => {
  it('are read with what is shipped, and mail nobody', () => {
    const config = read();

    expect(Object.keys(config.settings.pairs)).toContain('US-KR');
    expect(config.settings.figures).toContain('KR-JP,exports,2018');
    expect(config.settings.tariffs).toContain('US,KR,all,IEEPA,reciprocal');
    expect(config).toMatchObject({ alertEmail: undefined, ephemeral: false });
  });

  it('yield to -c alertEmail and -c ephemeral', () => {
    expect(read([], { alertEmail: 'you@example.com', ephemeral: 'true' })).toMatchObject({
      alertEmail: 'you@example.com',
      ephemeral: true,
    });
  });

  it('are kept apart from what only the deployment needs', () => {
    expect(read().settings).not.toHaveProperty('alertEmail');
  });
});

it('tariffs may stand alone, of a sector of which nobody gives flows', () => {
  expect(read([[['pairs', 'KR-JP:84-85'], { with: ['wits'] }]]).settings.pairs).toMatchObject({
    'KR-JP:84-85': { with: ['wits'] },
  });
});

it('announced tariffs may stand beside goods of a pair that the ledger speaks of', () => {
  const cars = { M: 'us-census', with: ['tariff-ledger'] };

  expect(read([[['pairs', 'US-KR:8703'], cars]]).settings.pairs).toMatchObject({
    'US-KR:8703': cars,
  });
});
