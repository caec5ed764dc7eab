import type { Example } from './example.ts';

const KR_JP_RULE = {
  id: 'kr-jp-narrowest',
  pair: 'KR-JP',
  metric: 'balance',
  frequency: 'A',
  fires: { record: 'high', years: 1 },
  severity: 'info',
  note: "How far Korea's parts and machinery still come from Japan.",
  version: 1,
  writtenAt: '2019-01-14T00:00:00.000Z',
  from: 'settings',
  state: {
    firing: false,
    since: null,
    judgedThrough: '2022',
    vintage: '2023-01-15T00:00:00.000Z',
    lastTold: -19163000000,
  },
};

export const EXAMPLES_OF_RULES: Readonly<Record<'rules' | 'rule' | 'preview', Example>> = {
  rules: { request: '/v1/rules', json: { rules: [KR_JP_RULE] } },
  rule: { request: '/v1/rules/kr-jp-narrowest', json: KR_JP_RULE },
  preview: {
    request: '/v1/rules/preview',
    body: {
      pair: 'US-KR',
      metric: 'effective-tariff-rate',
      fires: { above: 12 },
      clears: 11,
    },
    json: {
      fired: [
        {
          period: '2025-06',
          knownAt: '2025-08-04T12:30:00.000Z',
          reason: 'crossed',
          value: 12.0863,
        },
      ],
      warnings: [],
    },
  },
};
