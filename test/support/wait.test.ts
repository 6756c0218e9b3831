import assert from 'node:assert/strict';
import { until } from './wait.ts';

describe('until', () => {
  it('gives what the condition gave once it is true', async () => {
    let calls = 0;
    assert.equal(await until(() => (++calls < 3 ? 0 : calls)), 3);
  });

  it('goes on while the condition throws', async () => {
    let calls = 0;
    const condition = (): boolean => {
      if (++calls < 3) throw new Error('not there');
      return true;
    };
    assert.equal(await until(condition), true);
  });

  it('throws at the deadline, with the message and the last error', async () => {
    const condition = (): boolean => {
      throw new Error('connection refused');
    };
    await assert.rejects(until(condition, { within: 30, message: () => 'the server' }), (error: Error) => {
      assert.equal(error.message, 'waited 30 ms in vain for the server');
      assert.match(String(error.cause), /connection refused/);
      return true;
    });
  });

  it('does not wait for a condition that hangs', async () => {
    await assert.rejects(
      until(() => new Promise<boolean>(() => undefined), { within: 30 }),
      /in vain/,
    );
  });
});
