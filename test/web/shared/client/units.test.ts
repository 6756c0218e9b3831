import assert from 'node:assert/strict';
import type { ServerFrame } from '../../../../protocol/index.ts';
import { anew } from '../../../support/anew.ts';
import { settle } from '../../support/clock.ts';
import { World } from '../../support/world.ts';

describe('web/shared/client: frames of units', () => {
  const world = World.anew();
  const ann = anew(() => world.server.user(1, 'ann'));

  it('U17 tells of frames that it does not know, and goes on', async () => {
    const a = await world.online(ann);
    const heard: ServerFrame[] = [];
    const cancel = a.client.on('frame:reacted', (frame) => heard.push(frame));
    a.socket().deliver({ op: 'reacted', seq: 7 }, { op: 'unheard' }, { op: 'frame' });
    assert.deepEqual(heard, [{ op: 'reacted', seq: 7 }]);
    cancel();
    a.socket().deliver({ op: 'reacted', seq: 8 });
    assert.equal(heard.length, 1);
    assert.equal(a.client.state, 'up_to_date');
  });

  it('U17 asks, and gets the answer of its own question, or the refusal', async () => {
    const a = await world.online(ann);
    // A frame of a unit: the one that stands for it here has a question and an answer of its own.
    const ask = (limit: number) => a.client.request('react' as 'history', { limit });
    const asked = [ask(1), ask(2)] as const;
    await settle();
    const [one, two] = a.socket().of('react');
    a.socket().deliver({ op: 'error', code: 'reaction_closed', text: 'none', ref: two?.['ref'] });
    await assert.rejects(asked[1], { code: 'reaction_closed' });
    a.socket().deliver({ op: 'react', ref: one?.['ref'], conversation: 3 });
    assert.equal((await asked[0]).conversation, 3);
    const lost = ask(3);
    world.cut(a.socket());
    await assert.rejects(lost, { code: 'lost' });
  });
});
