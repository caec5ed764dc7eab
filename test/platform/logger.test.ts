import { describe, expect, test } from 'vitest';
import { SourceUnreachable } from '../../shared/platform/errors.ts';
import { createLogger, type Logger } from '../../shared/platform/logger.ts';

/** The one line that is written. */
function lineOf(write: (log: Logger) => void): string {
  const lines: string[] = [];
  write(createLogger((line) => lines.push(line)));
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

test('a line is one JSON object that begins with its level and event', () => {
  expect(lineOf((log) => log.info('ingest.done', { changed: 3 }))).toBe(
    '{"level":"info","event":"ingest.done","changed":3}',
  );
  expect(lineOf((log) => log.warn('ingest.off'))).toBe('{"level":"warn","event":"ingest.off"}');
});

test('a text of several lines stays on one', () => {
  expect(lineOf((log) => log.info('a', { text: 'one\ntwo' }))).not.toContain('\n');
});

describe('fields', () => {
  test('that are carried stand in every line, and the later ones count', () => {
    const line = lineOf((log) =>
      log.with({ source: 'xa-customs', run: 'r1' }).with({ run: 'r2' }).info('a', { changed: 1 }),
    );
    expect(JSON.parse(line)).toEqual({
      ...{ level: 'info', event: 'a' },
      ...{ source: 'xa-customs', run: 'r2', changed: 1 },
    });
  });

  test('do not reach the logger that they were added to', () => {
    const line = lineOf((log) => {
      log.with({ run: 'r1' });
      log.info('a');
    });
    expect(line).not.toContain('r1');
  });

  test('that are undefined are left out, and null is said', () => {
    const line = lineOf((log) => log.with({ run: undefined }).info('a', { x: undefined, y: null }));
    expect(line).toBe('{"level":"info","event":"a","y":null}');
  });

  test('never take the place of the level or the event', () => {
    const line = lineOf((log) => log.with({ level: 'none' }).info('a', { event: 'b' }));
    expect(JSON.parse(line)).toEqual({ level: 'info', event: 'a' });
  });
});

describe('an error', () => {
  test('of ours is written with its code', () => {
    const error = new SourceUnreachable('xa-customs', 'no answer');
    const line = lineOf((log) => log.error('run.failed', error, { run: 'r1' }));
    expect(JSON.parse(line)).toEqual({
      ...{ level: 'error', event: 'run.failed', run: 'r1' },
      ...{ code: 'source.unreachable', message: 'xa-customs: no answer' },
      stack: expect.stringContaining('logger.test'),
    });
  });

  test('of anybody else with its name', () => {
    const line = lineOf((log) => log.error('run.failed', new RangeError('too long')));
    expect(JSON.parse(line)).toMatchObject({ code: 'RangeError', message: 'too long' });
  });

  test('that is none with what was thrown', () => {
    const line = lineOf((log) => log.error('run.failed', 'no reason'));
    expect(JSON.parse(line)).toEqual({ level: 'error', event: 'run.failed', message: 'no reason' });
  });
});
