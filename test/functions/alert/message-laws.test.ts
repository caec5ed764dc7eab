import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../functions/alert/message.ts';
import { compareWeight, sectionsOf } from '../../../functions/alert/sections.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import { SEVERITIES } from '../../../shared/domain/rule.ts';
import { isYearOnYear } from '../../../shared/domain/short-names.ts';
import { alertAbout } from '../../support/alerts.ts';
import { anyBatch } from '../../support/any-alert.ts';
import { assertLaw } from '../../support/law.ts';

const PAGE = 'https://tidemark.example';

/** How often a text gives the link of an alert. */
function mentions(text: string, { id }: Alert): number {
  const link = `${PAGE}/alerts/${encodeURIComponent(id)}`;
  return text.split('\n').filter((line) => line.trim().replace(/^Alert: /, '') === link).length;
}

describe('whatever is told, a mail', () => {
  it('has a subject that SNS takes, of a pair that it is about, and that says revision where figures were restated', () => {
    assertLaw(
      fc.property(anyBatch, (alerts) => {
        const { subject } = messageOf(alerts, PAGE);
        expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
        expect(alerts.map(({ pair }) => pair)).toContain(subject.slice(0, subject.indexOf(':')));
        const revised = alerts.filter(({ reason }) => /retracted|revision/.test(reason));
        if (revised.length > 0) expect(subject).toMatch(/revis/);
        if (revised.length > 1) expect(subject).toMatch(/revision/);
      }),
    );
  });

  it('gives the link of every alert once', () => {
    assertLaw(
      fc.property(anyBatch, (alerts) => {
        const { text } = messageOf(alerts, PAGE);
        expect(alerts.map((alert) => mentions(text, alert))).toEqual(alerts.map(() => 1));
      }),
    );
  });

  it('has no line wider than 76 characters, links aside', () => {
    assertLaw(
      fc.property(anyBatch, (alerts) => {
        const wide = messageOf(alerts, PAGE)
          .text.split('\n')
          .filter((line) => line.length > 76 && !line.includes('://'));
        expect(wide).toEqual([]);
      }),
    );
  });

  it('about one pair has nothing of another pair in it', () => {
    assertLaw(
      fc.property(anyBatch, (alerts) => {
        for (const [pair, ofPair] of Map.groupBy(alerts, (alert) => alert.pair)) {
          const [first, ...others] = ofPair;
          if (!first) continue;
          const { subject, text } = messageOf([first, ...others], PAGE);
          const named = `${subject}\n${text}`.match(/\bX[ABC]-X[ABC]\b/g) ?? [];
          expect(new Set(named)).toEqual(new Set([pair]));
        }
      }),
    );
  });

  it('is the same in whatever order its alerts come', () => {
    const shuffled = anyBatch.chain((alerts) =>
      fc.tuple(
        fc.constant(alerts),
        fc.shuffledSubarray(alerts, { minLength: alerts.length, maxLength: alerts.length }),
      ),
    );
    assertLaw(
      fc.property(shuffled, ([alerts, [first, ...others]]) => {
        if (!first) return;
        expect(messageOf([first, ...others], PAGE)).toEqual(messageOf(alerts, PAGE));
      }),
    );
  });

  it('is the same also where two alerts of a rule differ in nothing that orders them', () => {
    const twins = [alertAbout(), alertAbout({ reason: 'late-fill' })] as const;
    expect(messageOf([twins[1], twins[0]], PAGE)).toEqual(messageOf(twins, PAGE));
  });

  it('is as grave as its gravest alert', () => {
    assertLaw(
      fc.property(anyBatch, (alerts) => {
        const graveness = alerts.map(({ severity }) => SEVERITIES.indexOf(severity));
        expect(SEVERITIES.indexOf(messageOf(alerts, PAGE).severity)).toBe(Math.max(...graveness));
      }),
    );
  });
});

describe('whatever is told, the sections', () => {
  it('are of a rule each, hold each alert once, and come pair after pair, the weightiest first', () => {
    assertLaw(
      fc.property(anyBatch, (alerts) => {
        const sections = sectionsOf(alerts);
        const held = sections.flatMap((section) => [...section.alerts, ...section.yearOnYear]);
        expect(held.map(({ id }) => id).sort()).toEqual(alerts.map(({ id }) => id).sort());
        for (const { alerts: ofRule } of sections) {
          expect(new Set(ofRule.map(({ pair, rule }) => `${pair} ${rule}`)).size).toBe(1);
        }
        const pairs = sections.map(({ alerts: [{ pair }] }) => pair);
        const starts = pairs.flatMap((pair, index) => (pairs[index - 1] === pair ? [] : [index]));
        expect(starts).toHaveLength(new Set(pairs).size);
        const firsts = starts.flatMap((start) => sections[start] ?? []);
        firsts.slice(1).forEach((section, index) => {
          const before = firsts[index];
          expect(before && compareWeight(before, section)).toBeLessThanOrEqual(0);
        });
      }),
    );
  });

  it('are never of a change on a year before where its pair has a level', () => {
    assertLaw(
      fc.property(anyBatch, (alerts) => {
        const levels = new Set(
          alerts.filter((alert) => !isYearOnYear(alert)).map(({ pair }) => pair),
        );
        for (const {
          alerts: [lead],
        } of sectionsOf(alerts)) {
          if (levels.has(lead.pair)) expect(isYearOnYear(lead)).toBe(false);
        }
      }),
    );
  });
});

describe('a mail about more than anybody reads', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((a) => letters.map((b) => `X${a}-Y${b}`));
  const note = 'x'.repeat(60);
  function batch(size: number): [Alert, ...Alert[]] {
    const [first, ...others] = Array.from({ length: size }, (_, index) =>
      alertAbout({
        pair: pairs[index % pairs.length] ?? '',
        rule: `rule-${index % 7}`,
        period: index % 2 ? '2026-06' : '2026-05',
        severity: index % 100 === 99 ? 'critical' : 'info',
        note,
      }),
    );
    if (!first) throw new Error('a batch has alerts');
    return [first, ...others];
  }

  it.each([300, 1000])(
    'is half of what SNS takes, with %d alerts, and accounts for each of them',
    (size) => {
      const alerts = batch(size);
      const { text } = messageOf(alerts, PAGE);

      expect(Buffer.byteLength(text)).toBeLessThan(140_000);
      const [full = '', brief = ''] = text.split('\n\nIn brief:\n');
      const told = alerts.filter((alert) => mentions(text, alert) === 1);
      expect(alerts.filter((alert) => mentions(text, alert) > 1)).toEqual([]);
      const behindHeadlines = [...brief.matchAll(/\(\+(\d+)\)$/gm)].map(([, more]) => Number(more));
      const left = Number(
        /^And (\d+) alerts more: https:\S+since=2026-08-04/m.exec(brief)?.[1] ?? 0,
      );
      expect(told.length + behindHeadlines.reduce((sum, more) => sum + more, 0) + left).toBe(size);
      // The gravest are told in full.
      for (const alert of alerts.filter(({ severity }) => severity === 'critical')) {
        expect(mentions(full, alert), alert.id).toBe(1);
      }
    },
  );

  it('tells what is grave in full before what is not, whichever pair it is of', () => {
    const infos = Array.from({ length: 150 }, (_, index) =>
      alertAbout({ rule: `rule-${index}`, severity: 'info', note }),
    );
    const critical = alertAbout({ severity: 'critical' });
    const other = alertAbout({ pair: 'XA-XC', severity: 'warning' });
    const [full = '', brief = ''] = messageOf([critical, ...infos, other], PAGE).text.split(
      '\n\nIn brief:\n',
    );

    expect(brief).not.toBe('');
    expect([critical, other].map((alert) => mentions(full, alert))).toEqual([1, 1]);
  });

  it('is all of it in full as long as there is room', () => {
    expect(messageOf(batch(20), PAGE).text).not.toContain('In brief');
  });
});
