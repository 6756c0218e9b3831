import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Unit } from '#kernel';
import own from '../../../../app/notice.ts';
import { NoticeCatalogue } from '../../../../app/messaging/notice/catalogue.ts';
import { presentNotice } from '../../../../app/presenter/notice.ts';
import { NOTICE_TYPE } from '../../../../protocol/index.ts';

const GOOD = `{ order_sent: { zh: '订单{number}已发货', en: 'Order {number} is on its way' } }`;

describe('notice/catalogue', () => {
  const folders: string[] = [];
  after(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

  function unit(text: string): Unit {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
    folders.push(folder);
    fs.mkdirSync(path.join(folder, 'app'));
    fs.writeFileSync(path.join(folder, 'app/notice.mjs'), `export default ${text};`);
    return { type: 'plugin', name: path.basename(folder), path: folder };
  }

  const load = (...units: Unit[]): Promise<void> => new NoticeCatalogue(own).load(units);

  it('U9 knows what units add beside what the app tells, also when they are loaded again', async () => {
    const catalogue = new NoticeCatalogue(own);
    const orders = unit(GOOD);
    assert.equal(catalogue.find('order_sent'), undefined);
    for (const _ of [1, 2]) await catalogue.load([orders]);
    assert.equal(catalogue.find('order_sent')?.en, 'Order {number} is on its way');
    assert.ok(catalogue.find('recalled'));
    assert.equal(catalogue.find('toString'), undefined);
  });

  it('U9 of two that tell the same the start stops, and the message names both', async () => {
    const [one, two] = [unit(GOOD), unit(GOOD)];
    await assert.rejects(load(one, two), {
      name: 'BootError',
      message: `${two.path}/app/notice.mjs: notices order_sent are told by ${one.path}/app/notice.mjs: rename yours`,
    });
    await assert.rejects(load(unit(`{ recalled: { zh: '甲', en: 'a' } }`)), {
      message: /notices recalled are told by the app: rename yours/,
    });
  });

  for (const [text, problem] of [
    ['null', /must export defineNotices/],
    [`{ 'Order sent': { zh: '甲', en: 'a' } }`, /notices Order sent must have a name in lower case/],
    [`{ order_sent: { zh: '甲' } }`, /notices order_sent must have the texts zh and en/],
    [`{ order_sent: { zh: '甲', en: '' } }`, /must have the texts zh and en/],
    [`{ order_sent: { zh: '甲', en: 'a', plain: 5 } }`, /must have the texts zh and en/],
    [`{ order_sent: { zh: '{number}', en: 'a' } }`, /the texts of order_sent must name the same facts in both languages/],
  ] as const) {
    it(`U9 refuses ${text}`, async () => {
      await assert.rejects(load(unit(text)), { name: 'BootError', message: problem });
    });
  }

  it('U9 a notice of a unit that is not there any more is told as that, with its facts', () => {
    const data = JSON.stringify({ kind: 'long_gone', number: 7 });
    const message = { conversationId: 1, seq: 1, senderId: 0, clientId: null, type: NOTICE_TYPE, data, options: null, createdAt: 1 };
    const sides = {
      from_id: 0,
      from_name: '',
      from_avatar: '',
      sendUUid: '',
      to_id: 1,
      to_name: '',
      to_avatar: '',
      chatType: 'single',
    } as const;
    const { data: plain, options } = presentNotice(message as never, sides);
    const words = { zh: '[系统消息] 该功能已停用', en: 'This was told by a feature that is switched off' };
    assert.deepEqual(plain, { data: words.zh, dataType: false, otherData: null });
    assert.deepEqual(options, { notice: { kind: 'long_gone', number: 7 }, words });
  });
});
