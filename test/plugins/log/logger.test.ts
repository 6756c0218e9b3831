import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createLogger, type LogConfig } from '../../../plugins/log/logger.ts';

/** A logger and what it wrote, parsed. */
function recorded(config: Partial<Omit<LogConfig, 'output'>> = {}): {
  logger: ReturnType<typeof createLogger>;
  entries: Record<string, unknown>[];
} {
  const entries: Record<string, unknown>[] = [];
  const write = (line: string): void => void entries.push(JSON.parse(line) as Record<string, unknown>);
  return { logger: createLogger({ level: 'debug', pretty: false, ...config }, { write }), entries };
}

describe('plugins/log/logger', () => {
  it('writes JSON with level, time and fields', () => {
    const { logger, entries } = recorded();
    logger.info({ conversation: 12 }, 'merged');
    const { time, ...entry } = entries[0]!;
    assert.deepEqual(entry, { level: 'info', conversation: 12, msg: 'merged' });
    assert.ok(Math.abs(Date.now() - Number(time)) < 1000);
  });

  it('writes nothing below its level', () => {
    const { logger, entries } = recorded({ level: 'warn' });
    logger.info('quiet');
    logger.warn('loud');
    assert.deepEqual(
      entries.map(({ msg }) => msg),
      ['loud'],
    );
  });

  it('D06 hides tokens, passwords and what people write', () => {
    const { logger, entries } = recorded();
    const secret = 'hunter2';
    logger.info({ token: secret, password: secret, data: secret, url: `/ws?token=${secret}` });
    logger.info({ frame: { data: secret, to: 7 }, request: { headers: { authorization: secret, cookie: secret, token: secret } } });
    logger.child({ token: secret }).warn({ body: { text: secret } });
    assert.doesNotMatch(JSON.stringify(entries), /hunter2/);
    assert.equal((entries[1]!['frame'] as { to: number }).to, 7);
  });

  it('D06 writes of an error neither statement nor values', () => {
    const { logger, entries } = recorded();
    const cause = Object.assign(new Error('lost'), { code: 'ER_X', sql: 'INSERT hunter2', parameters: ['hunter2'], body: 'hunter2' });
    logger.error({ err: new Error('the journal failed', { cause }) }, 'failed');
    const err = entries[0]!['err'] as Record<string, unknown>;
    assert.equal(err['message'], 'the journal failed');
    assert.match(String(err['stack']), /logger\.test/);
    assert.equal((err['cause'] as Record<string, unknown>)['code'], 'ER_X');
    assert.doesNotMatch(JSON.stringify(entries), /hunter2/);
  });

  it('describes whatever is thrown', () => {
    const { logger, entries } = recorded();
    const circle = new Error('circle');
    circle.cause = circle;
    for (const err of [circle, 'hunter2', undefined, null, { hunter2: 1 }]) logger.error({ err });
    assert.equal(entries.length, 5);
    assert.doesNotMatch(JSON.stringify(entries), /hunter2/);
  });
});
