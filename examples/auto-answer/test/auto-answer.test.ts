import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { bootApp, createUser, createVisitor, foyerSocket, type FoyerSocket, type TestApp, type TestUser } from '@foyer-chat/foyer/test';

const PACKAGE = path.dirname(import.meta.dirname);
const FREELY = { sendCount: 2, needFollow: false } as const;
const ALWAYS = { timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' };

/** No test may stand on the edge of two hours. */
const AGES = 1e13;

const boot = (autoAnswer: object = {}): Promise<TestApp> =>
  bootApp({ plugins: { autoAnswer: { path: PACKAGE } }, config: { autoAnswer: { delay: 20, again: AGES, hours: ALWAYS, ...autoAnswer } } });

/** The account that visitors write to. */
const openDesk = (target: TestApp): Promise<TestUser> =>
  createUser(target, { username: 'kefu', chatset: { visitor: FREELY, user: FREELY } });

describe('auto-answer', () => {
  let target: TestApp;
  let desk: TestUser;

  before(async () => {
    target = await boot();
    desk = await openDesk(target);
  });
  after(() => target.close());

  /** A visitor who writes, and waits for what is answered. */
  const visit = async (language: string): Promise<{ socket: FoyerSocket; visitor: TestUser }> => {
    const visitor = await createVisitor(target);
    const socket = await foyerSocket(target, visitor.token, { headers: { 'accept-language': language } });
    return { socket, visitor };
  };

  it('answers a word in the language of who wrote it, once an hour', async () => {
    for (const [language, text] of [
      ['en', /prices are on/],
      ['zh-CN', /价格见/],
    ] as const) {
      const { socket } = await visit(language);
      await socket.say(desk.id, 'What is the PRICE, please?');
      assert.match(String((await socket.got(1))[0]), text);
      await socket.say(desk.id, 'the price?');
      await socket.say(desk.id, 'and a refund?');
      const texts = await socket.got(2);
      assert.equal(texts.filter((each) => text.test(String(each))).length, 1);
    }
  });

  it('says so that readers and programs see that no person wrote', async () => {
    const { socket } = await visit('en');
    await socket.say(desk.id, 'refund');
    await socket.got(1);
    assert.equal(Reflect.get(socket.messages[0]?.message.options ?? {}, 'automatic'), true);
  });

  it('leaves a program without an answer, also one that says the words', async () => {
    const { visitor } = await visit('en');
    const { chat } = target.app.createAnonymousContext().service;
    const metrics = async (): Promise<string> => (await fetch(`${target.url}/metrics`)).text();
    const planned = /auto_answer_planned_total \d+/.exec(await metrics());
    const sent = await chat.say({ as: visitor.id, to: desk.id, data: 'the price?', key: 'a robot' });
    assert.equal(sent.stored.data, 'the price?');
    assert.deepEqual(/auto_answer_planned_total \d+/.exec(await metrics())?.[0], planned?.[0]);
  });

  it('is silent where nothing fits, and where a person was faster', async () => {
    const { socket, visitor } = await visit('en');
    const person = await foyerSocket(target, desk.token);
    await socket.say(desk.id, 'hello');
    const conversation = (await target.app.caches.conversation.get(
      `single:${Math.min(desk.id, visitor.id)}:${Math.max(desk.id, visitor.id)}`,
    ))!.id;
    await person.say(visitor.id, 'I am here');
    const data = { as: desk.id, to: visitor.id, conversation, seq: 1, at: Date.now(), language: 'en', answer: 0 } as const;
    await target.app.jobs.add('autoAnswer', 0, data);
    await target.app.jobs.add('autoAnswer', 1, { ...data, seq: 2, answer: 1 });
    assert.deepEqual(
      (await socket.got(2)).map(String).map((text) => text.slice(0, 9)),
      ['I am here', 'You can r'],
    );
  });
});

describe('auto-answer, out of hours', () => {
  it('says that it is closed, in both languages', async () => {
    const target = await boot({ hours: { ...ALWAYS, days: [] } });
    try {
      const desk = await openDesk(target);
      for (const [language, text] of [
        ['en', /^We are closed/],
        ['zh', /^现在是休息时间/],
      ] as const) {
        const visitor = await createVisitor(target);
        const socket = await foyerSocket(target, visitor.token, { headers: { 'accept-language': language } });
        await socket.say(desk.id, 'hello?');
        assert.match(String((await socket.got(1))[0]), text);
      }
    } finally {
      await target.close();
    }
  });
});
