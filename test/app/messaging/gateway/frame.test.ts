import assert from 'node:assert/strict';
import { parseFrames, textOf } from '../../../../app/messaging/gateway/frame.ts';
import { serveApp } from '../../../support/app.ts';
import { createOpenUser } from '../../../support/chat.ts';
import type { TestUser } from '../../../support/factory.ts';
import { foyerSocket, plainSocket, sendFrame, type FoyerSocket } from '../../../support/socket.ts';

const frames = (text: string) => parseFrames(Buffer.from(text));
const joined = (count: number): string => JSON.stringify(Array.from({ length: count }, () => ({ op: 'ping' })));
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('parseFrames', () => {
  it('takes a frame, or an array of up to 256', () => {
    assert.deepEqual(frames('{"op":"ping","x":1}'), [{ op: 'ping', x: 1 }]);
    assert.deepEqual(frames('[{"op":"a"},{"op":"b"}]'), [{ op: 'a' }, { op: 'b' }]);
    assert.deepEqual(frames('[]'), []);
    assert.equal(frames(joined(256))?.length, 256);
    assert.equal(frames(joined(257)), undefined);
  });

  it('D21 takes nothing else', () => {
    const refused = [
      '',
      ' ',
      'x',
      '{',
      'null',
      '1',
      '"op"',
      '{}',
      '{"op":1}',
      '{"op":null}',
      '[1]',
      '[null]',
      '[[]]',
      '[{"op":"a"},{}]',
      nested(20_000),
    ];
    for (const text of [...refused, '{"__proto__":{"op":"ping"}}']) assert.equal(frames(text), undefined, text.slice(0, 40));
  });

  it('reads a message however ws cut it', () => {
    assert.equal(textOf([Buffer.from('客'), Buffer.from('服')]), '客服');
    assert.equal(textOf(new TextEncoder().encode('客服').buffer), '客服');
  });
});

describe('a frame that breaks a rule', () => {
  const target = serveApp({ config: { gateway: { frames: { points: 100_000, window: 10_000 } } } });
  let user: TestUser;
  let peer: TestUser;
  let socket: FoyerSocket;

  before(async () => {
    [user, peer] = await Promise.all([createOpenUser(target), createOpenUser(target)]);
    socket = await foyerSocket(target, user.token);
  });
  // Whatever was sent, the same socket goes on.
  afterEach(async () => {
    await socket.ask({ op: 'ping' }, 'pong');
  });

  it('D21 is answered on foyer.1 when it is no frame at all', async () => {
    const texts = [
      'no json',
      '',
      '{"op":',
      'null',
      '42',
      '"x"',
      '{}',
      '[[]]',
      '[{"op":"ping"},1]',
      nested(20_000),
      '{"__proto__":{"op":"ping"}}',
    ];
    for (const text of texts) {
      socket.send(text);
      const { op: _, ...rest } = await socket.op('error');
      assert.deepEqual(rest, { code: 'frame_malformed', text: '消息格式不正确' }, text.slice(0, 40));
    }
    socket.send(joined(1000));
    assert.equal((await socket.op('error')).code, 'frame_malformed');
  });

  it('D21 is answered when it is binary', async () => {
    socket.send(Buffer.from('{"op":"ping"}'));
    assert.equal((await socket.op('error')).code, 'frame_binary');
    const plain = await plainSocket(target, peer.token);
    plain.send(Buffer.from('{"type":"ping"}'));
    assert.deepEqual(await plain.next((frame) => frame.type === undefined), {
      msg: 'fail',
      data: '不支持二进制消息',
      code: 'frame_binary',
    });
    await plain.close();
  });

  it('D21 is answered when its op is unknown, and so are those around it', async () => {
    const ops = ['nonsense', 'constructor', '__proto__', 'toString', '', 'welcome', 'SEND'];
    socket.send([...ops.map((op, ref) => ({ op, ref })), { op: 'ping' }]);
    for (const ref of ops.keys()) {
      const error = await socket.op('error');
      assert.deepEqual([error.ref, error.code, error.text], [ref, 'frame_unknown', '不支持的消息类型']);
    }
    await socket.op('pong');
  });

  it('D21 is answered on the plain protocol, in the language of the handshake', async () => {
    const plain = await plainSocket(target, peer.token, { headers: { 'accept-language': 'en' } });
    for (const [text, code] of [
      ['no json', 'frame_malformed'],
      ['', 'frame_malformed'],
      ['null', 'frame_unknown'],
      ['42', 'frame_unknown'],
      ['[{"type":"ping"}]', 'frame_unknown'],
      ['{"type":"send"}', 'frame_unknown'],
      ['{"op":"ping"}', 'frame_unknown'],
      ['{"__proto__":{"type":"ping"}}', 'frame_unknown'],
      [nested(20_000), 'frame_unknown'],
    ] as const) {
      plain.send(text);
      const answer = await plain.next((frame) => frame.type === undefined);
      assert.deepEqual(answer, { msg: 'fail', data: answer.type === undefined && answer.data, code }, text.slice(0, 40));
      assert.match(JSON.stringify(answer), /not/);
    }
    plain.send({ type: 'ping' });
    await plain.next((frame) => frame.type === 'pong');
    await plain.close();
  });

  const client = '0193a0a0-0000-7000-8000-000000000001';
  const numbers = ['x', '1.5', 1.5, 1e300, true, {}, [], [1], '', -0.5];
  const notIds = [...numbers, 0, -1, '-1', 2 ** 53];
  const words = ['x', '', 1, true, {}, [], ['single'], 'Single', '__proto__', 'constructor'];
  /** For each op a good frame, and for each field values that it must not take. */
  const table: Record<string, { good: Record<string, unknown>; bad: Record<string, unknown[]> }> = {
    ack: { good: { n: 0 }, bad: { n: [undefined, null, ...numbers, -1] } },
    ping: { good: {}, bad: {} },
    read: { good: { conversation: 1, seq: 1 }, bad: { conversation: [undefined, null, ...notIds], seq: [undefined, null, ...notIds] } },
    history: {
      good: { ref: 1, chat_type: 'single', to: 1 },
      bad: {
        ref: [undefined, null, ...numbers, 2 ** 53],
        conversation: notIds.filter((value) => value !== ''),
        chat_type: words.filter((value) => value !== ''),
        to: notIds.filter((value) => value !== ''),
        before: notIds.filter((value) => value !== ''),
        after: [...numbers.filter((value) => value !== ''), -1],
        limit: ['x', 1.5, true, {}, [], 0, -5, 'abc'],
      },
    },
    conversations: {
      good: { ref: 1 },
      bad: {
        ref: [undefined, null, ...numbers],
        before: [...numbers.filter((value) => value !== ''), 0, -1],
        limit: ['x', 1.5, true, {}, [], 0, -5, 'abc'],
      },
    },
    extras: {
      good: { ref: 1, conversation: 1, from: 1 },
      bad: {
        ref: [undefined, null, ...numbers],
        conversation: [undefined, null, ...notIds],
        from: [undefined, null, ...notIds],
        limit: ['x', 1.5, true, {}, [], 0, -5, 'abc'],
      },
    },
    recall: {
      good: { ref: 1, id: client },
      bad: { ref: [undefined, null, ...numbers], id: [undefined, null, '', 'x', `${client}0`, 1, true, {}, []] },
    },
    typing: { good: { conversation: 1 }, bad: { conversation: [undefined, null, ...notIds] } },
    presence: {
      good: { users: [] },
      bad: {
        users: [
          undefined,
          null,
          '',
          'x',
          1,
          true,
          { a: 1 },
          ['x'],
          [0],
          [1.5],
          [null],
          [[1]],
          Array.from({ length: 201 }, (_, index) => index + 1),
        ],
      },
    },
    send: {
      good: { client_id: client, chat_type: 'single', to: 1, type: 'text', data: 'x' },
      bad: {
        client_id: [undefined, null, '', 'x', `${client}0`, 1, true, {}, []],
        chat_type: [undefined, null, ...words],
        to: [undefined, null, ...notIds],
        type: [undefined, null, 'systemNotice', 'system', 'x', '', 1, {}, ['text']],
        data: [undefined, null, '', 1, true, {}, [], ['x']],
      },
    },
  };

  it('knows every op that there is', () => {
    assert.deepEqual(Object.keys(table).toSorted(), [...target.app.chat.gateway.ops.keys()].toSorted());
    for (const [op, { bad }] of Object.entries(table)) {
      const fields = Object.keys(target.app.chat.gateway.ops.get(op)?.rule.fields ?? {}).filter((name) => name !== 'options');
      assert.deepEqual(Object.keys(bad).toSorted(), fields.toSorted(), op);
    }
  });

  for (const [op, { good, bad }] of Object.entries(table)) {
    for (const [name, values] of Object.entries(bad)) {
      it(`D21 says what is wrong with ${op}.${name}`, async () => {
        const label = target.app.chat.gateway.ops.get(op)?.rule.fields[name]?.label.zh ?? '';
        for (const value of values) {
          const frame = { op, ...good, [name]: value };
          socket.send(frame);
          const answer = await socket.next((got) => got.op === 'error' || got.op === 'refused');
          assert.ok(answer.op === 'error' || answer.op === 'refused');
          const about = JSON.stringify({ frame, answer });
          assert.match(answer.code, /^input_/, about);
          assert.ok(answer.text.startsWith(label), about);
          if (answer.op === 'refused')
            assert.deepEqual([answer.client_id, answer.retry], [frame['client_id' as keyof typeof frame], false], about);
          else if (name !== 'ref' && 'ref' in good) assert.equal(answer.ref, good['ref'], about);
        }
      });
    }
  }

  it('D13 caps a limit that is too great', async () => {
    for (const limit of [101, 1e9, '1000000000', Number.MAX_SAFE_INTEGER]) {
      socket.send({ op: 'conversations', ref: 7, limit });
      assert.deepEqual(await socket.op('conversations'), { op: 'conversations', ref: 7, list: [], more: false });
    }
  });

  it('D21 a field of the prototype names nothing', async () => {
    socket.send('{"op":"history","ref":3,"__proto__":{"chat_type":"single","to":1}}');
    assert.equal((await socket.op('error')).code, 'conversation_not_found');
    socket.send(`{"op":"send","client_id":"${client}","chat_type":"single","type":"text","__proto__":{"to":${peer.id},"data":"x"}}`);
    assert.equal((await socket.op('refused')).code, 'input_required');
    assert.equal(Reflect.get({}, 'to'), undefined);
  });

  it('takes options as an object, plain or URI-encoded, and anything else as none', async () => {
    const deep = { a: JSON.parse(nested(30)) as unknown };
    for (const [options, stored] of [
      [{ a: [1] }, { a: [1] }],
      ['{"a":1}', { a: 1 }],
      [encodeURIComponent('{"a":"客"}'), { a: '客' }],
      ['', null],
      ['garbage', null],
      ['%E0%A4%A', null],
      [42, null],
      [[1], null],
      [true, null],
      [null, null],
      [undefined, null],
      [deep, deep],
      [{ a: JSON.parse(nested(40)) as unknown }, null],
    ] as const) {
      const frame = sendFrame(peer.id, 'with options', { options });
      socket.send(frame);
      await socket.next((answer) => answer.op === 'sent' && answer.client_id === frame.client_id);
      const { list } = await socket.ask({ op: 'history', ref: 1, to: peer.id, limit: 1 }, 'history');
      assert.deepEqual(list[0]?.message.options, stored, JSON.stringify(options)?.slice(0, 40));
    }
  });
});
