import assert from 'node:assert/strict';
import { ChatError } from '../../../app/error.ts';
import { Hooks, type HookFault, type OutgoingMessage } from '../../../app/messaging/hooks.ts';

const SAID = { userId: 1, conversationId: 2, from: 3, to: 4 };
const MESSAGE = { data: 'hello' } as OutgoingMessage;

describe('Hooks', () => {
  /** Hooks with a short deadline, and what they report. */
  function hooksWith(deadline: number): { hooks: Hooks; faults: HookFault[] } {
    const faults: HookFault[] = [];
    return { hooks: new Hooks({ deadline, onFault: (fault) => faults.push(fault) }), faults };
  }

  const namesOf = (faults: readonly HookFault[]): string[] => faults.map(({ unit, hook, reason }) => `${unit} ${hook} ${reason}`);

  it('tells every listener at once, and reports those that fail or reject', async () => {
    const { hooks, faults } = hooksWith(1000);
    const heard: string[] = [];
    const [thrown, rejected] = [new Error('thrown'), new Error('rejected')];
    hooks.on('one', 'delivered', () => {
      throw thrown;
    });
    hooks.on('two', 'delivered', () => Promise.reject(rejected));
    hooks.on('three', 'delivered', ({ from, to }) => void heard.push(`${from}-${to}`));
    hooks.tell('delivered', SAID);
    assert.deepEqual(heard, ['3-4']);
    await Promise.resolve();
    assert.deepEqual(namesOf(faults), ['one delivered error', 'two delivered error']);
    assert.deepEqual(
      faults.map(({ error }) => error),
      [thrown, rejected],
    );
  });

  it('U7 runs awaited listeners in order; a refusal stops the rest and is no fault, a failure is one', async () => {
    const { hooks, faults } = hooksWith(1000);
    const heard: string[] = [];
    hooks.on('one', 'beforeSend', async () => void heard.push('one'));
    hooks.on('two', 'beforeSend', () => Promise.reject(new ChatError('message_refused')));
    hooks.on('three', 'beforeSend', () => void heard.push('three'));
    await assert.rejects(hooks.run('beforeSend', MESSAGE), { code: 'message_refused' });
    assert.deepEqual([heard, faults], [['one'], []]);
    const broken = hooksWith(1000);
    broken.hooks.on('broken', 'beforeSend', () => {
      throw new TypeError('oops');
    });
    await assert.rejects(broken.hooks.run('beforeSend', MESSAGE), TypeError);
    assert.deepEqual(namesOf(broken.faults), ['broken beforeSend error']);
  });

  it('U7 gives awaited listeners a time together, and names the one that has not ended', async () => {
    const { hooks, faults } = hooksWith(30);
    let goOn: (() => void) | undefined;
    hooks.on('quick', 'beforeSend', () => Promise.resolve());
    hooks.on('stuck', 'beforeSend', () => new Promise((resolve) => (goOn = resolve)));
    hooks.on('never', 'beforeSend', () => assert.fail('the caller is gone'));
    await assert.rejects(hooks.run('beforeSend', MESSAGE), { code: 'unavailable', retryAfter: 1 });
    assert.deepEqual(namesOf(faults), ['stuck beforeSend deadline']);
    goOn?.();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(faults.length, 1);
  });

  it('U7 what rejects behind its deadline ends nothing', async () => {
    const { hooks, faults } = hooksWith(5);
    hooks.on('late', 'beforeSend', async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('late');
    });
    await assert.rejects(hooks.run('beforeSend', MESSAGE), { code: 'unavailable' });
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.deepEqual(namesOf(faults), ['late beforeSend deadline']);
  });
});
