import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createLogger } from '../../../plugins/log/logger.ts';

function written(log: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  log(createLogger({ level: 'debug', pretty: true }, { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('plugins/log/pretty', () => {
  it('writes one line per entry: time, level, message, fields', () => {
    assert.match(
      written((logger) => logger.warn({ ms: 3, path: '/a', list: [1] }, 'slow')),
      /^\d\d:\d\d:\d\d warn {2}slow ms=3 path=\/a list=\[1\]\n$/,
    );
    assert.match(
      written((logger) => logger.info('alone')),
      /^\d\d:\d\d:\d\d info {2}alone\n$/,
    );
  });

  it('writes the stack of an error and of its cause below', () => {
    const text = written((logger) => logger.error({ err: new Error('outer', { cause: new TypeError('inner') }) }, 'failed'));
    assert.match(text, /^\S+ error failed\n {2}Error: outer\n {6}at .+\n(.+\n)* {2}TypeError: inner\n/);
    assert.match(
      written((logger) => logger.error({ err: 'text' }, 'failed')),
      / {2}string: thrown without an error\n$/,
    );
  });

  it('gives what a client sent no line of its own', () => {
    const text = written((logger) => logger.info({ path: '/a\n00:00:00 info  forged\u2028\u001b[2J' }, 'GET\r\n/a'));
    assert.equal(text.split('\n').length, 2);
    assert.doesNotMatch(text.trimEnd(), /[\p{Cc}\u2028]/u);
  });
});
