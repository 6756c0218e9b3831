import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Emitter } from '../../../web/shared/emitter.ts';

interface Events {
  tick: number;
  tock: string;
}

describe('web/shared/emitter', () => {
  it('calls the listeners of one name until they are taken off', () => {
    const emitter = new Emitter<Events>();
    const heard: unknown[] = [];
    const off = emitter.on('tick', (value) => heard.push(value));
    emitter.on('tock', (value) => heard.push(value));
    emitter.emit('tick', 1);
    off();
    off();
    emitter.emit('tick', 2);
    emitter.emit('tock', 'a');
    assert.deepEqual(heard, [1, 'a']);
  });

  it('lets a listener that throws harm nobody, and reports it', async () => {
    const emitter = new Emitter<Events>();
    const heard: number[] = [];
    const mochas = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const reported = once(process, 'uncaughtException');
    try {
      emitter.on('tick', () => {
        throw new Error('of the host page');
      });
      emitter.on('tick', (value) => heard.push(value));
      emitter.emit('tick', 1);
      const [error] = (await reported) as [Error];
      assert.equal(error.message, 'of the host page');
    } finally {
      for (const listener of mochas) process.on('uncaughtException', listener);
    }
    assert.deepEqual(heard, [1]);
  });
});
