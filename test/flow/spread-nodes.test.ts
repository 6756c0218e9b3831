import assert from 'node:assert/strict';
import { anew } from '../support/anew.ts';
import { createOpenUser, post } from '../support/chat.ts';
import { createVisitor } from '../support/factory.ts';
import { serveNodes } from '../support/nodes.ts';
import { foyerSocket, sendFrame } from '../support/socket.ts';

const HOUR = 3_600_000;
const OFTEN = { points: 1e6, window: 10_000 };

describe('one who writes to everybody, over two nodes', () => {
  const { one, two } = serveNodes({
    limit: { visitorBytes: { points: 64_000, window: HOUR }, visitorContacts: { points: 2, window: HOUR } },
    chat: { sends: { visitor: OFTEN } },
    gateway: { frames: OFTEN },
  });
  const visitor = anew(() => createVisitor(one));
  const ann = anew(() => createOpenUser(one));

  it('G08 a visitor’s bytes count on both nodes together', async () => {
    let written = 0;
    for (let turn = 0; turn < 100; turn += 1) {
      const { status } = await post(turn % 2 === 0 ? one : two, visitor, { to: ann.id, data: 'x'.repeat(1000) });
      if (status === 200) written += 1000;
    }
    // Of what a node has taken a share at most lies unspent.
    assert.ok(written > 60_000 && written <= 64_000, `${written} bytes`);
    for (const node of [one, two]) assert.equal((await post(node, visitor, { to: ann.id, data: 'x' })).code, 'too_many');
  });

  it('G08 people to whom a visitor writes first count on both nodes together', async () => {
    const answers: (string | undefined)[] = [];
    for (const node of [one, two, one, two])
      answers.push((await post(node, visitor, { to: (await createOpenUser(one)).id, data: 'hi' })).code);
    assert.deepEqual(answers, [undefined, undefined, 'too_many', 'too_many']);
  });

  it('D27 messages stay in order where some of them ask for a share', async () => {
    const [from, to] = [await foyerSocket(one, visitor.token), await foyerSocket(two, ann.token)];
    const sizes = Array.from({ length: 100 }, (_, at) => `${at} ${'x'.repeat(at % 7 === 0 ? 1500 : 30)}`);
    for (const data of sizes) from.send(sendFrame(ann.id, data));
    assert.deepEqual(await to.got(100), sizes);
  });
});
