import assert from 'node:assert/strict';
import { Hooks } from '../../app/hooks.ts';

const SAID = { userId: 1, conversationId: 2, from: 3, to: 4 };

describe('Hooks', () => {
  it('tells every listener at once, and reports those that fail or reject', async () => {
    const errors: unknown[] = [];
    const heard: string[] = [];
    const hooks = new Hooks((error) => errors.push(error));
    const [thrown, rejected] = [new Error('thrown'), new Error('rejected')];
    hooks.on('delivered', () => {
      throw thrown;
    });
    hooks.on('delivered', () => Promise.reject(rejected));
    hooks.on('delivered', ({ from, to }) => void heard.push(`${from}-${to}`));
    hooks.tell('delivered', SAID);
    assert.deepEqual(heard, ['3-4']);
    await Promise.resolve();
    assert.deepEqual(errors, [thrown, rejected]);
  });
});
