import assert from 'node:assert/strict';
import type { QrcodePainter } from '../../../../../plugins/qrcode/painter.ts';
import { anew } from '../../../../support/anew.ts';
import type { Answer } from '../../../../support/api.ts';
import { CodeApi } from '../../api.ts';
import { createUser, createVisitor, makeFriends, setStatus, type TestUser } from '../../../../support/factory.ts';
import { describeStores } from '../../../../support/matrix.ts';
import { refused } from '../../../../support/refused.ts';
import { makeGroup, setGroupStatus } from '../../../../support/ticket.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const OFTEN = { points: 100_000, window: 60_000 };
const H5 = encodeURIComponent('https://h5.example/h5/');

describeStores('code API', (store) => {
  const target = store.serve({ config: { origin: { allowed: ['https://h5.example'] }, limit: { code: OFTEN } } });
  const codes = new CodeApi(target);
  const owner = anew(() => createUser(target, { nickname: '张三' }));
  const member = anew(() => createUser(target));
  const stranger = anew(() => createUser(target));
  const visitor = anew(() => createVisitor(target));
  let id: number;
  /** What the painter was given, newest last. */
  const painted: string[] = [];

  before(() => spyOn(target.app.qrcode, painted));
  beforeEach(async () => {
    id = await makeGroup(target, { name: '开发 🏮&#?', owner, members: [member] });
  });

  const picture = (who: TestUser, query = '', of = id): Promise<Response> =>
    fetch(`${target.url}/api/chat/groupQrcode/${of}?token=${encodeURIComponent(who.token)}${query}`);
  const written = async (who: TestUser, query = '', of = id): Promise<string> => {
    const response = await picture(who, query, of);
    assert.equal(response.status, 200, await response.clone().text());
    return painted.at(-1) ?? '';
  };
  const failureOf = async (response: Promise<Response>): Promise<Answer> => {
    const { status, headers } = await response;
    const body = (await (await response).json()) as { msg: 'fail'; data: string; code: string };
    return { status, headers, ...body };
  };

  describe('GET /api/chat/groupQrcode/:id', () => {
    it('is a PNG that nobody keeps, with the token in the query or the header', async () => {
      const response = await picture(member);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'image/png');
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
      const png = Buffer.from(await response.arrayBuffer());
      assert.deepEqual(png.subarray(0, 8), PNG);
      const side = png.readUInt32BE(16);
      assert.ok(side >= 174 && side === png.readUInt32BE(20), String(side));
      const byHeader = await fetch(`${target.url}/api/chat/groupQrcode/${id}`, { headers: { token: member.token } });
      assert.equal(byHeader.headers.get('content-type'), 'image/png');
    });

    it('is an SVG on request, without a word of anybody in it', async () => {
      const response = await picture(member, '&format=svg');
      assert.match(response.headers.get('content-type') ?? '', /^image\/svg\+xml/);
      assert.match(await response.text(), /^<svg [^<>]*><path d="[^"<>]*"\/><\/svg>$/);
    });

    it('says id, name and ticket as JSON', async () => {
      for (const query of ['', '&chatType=group', '&type=app', '&type=']) {
        const { ticket, ...rest } = JSON.parse(await written(member, query)) as { ticket: string };
        assert.deepEqual(rest, { id, name: '开发 🏮&#?' });
        assert.equal((await codes.scan(stranger, ticket)).data.id, id);
      }
    });

    it("D14 says the course's link for H5, and keeps the path of its page", async () => {
      const link = await written(member, `&type=H5&http=${H5}&chatType=group`);
      const [head, ticket = ''] = link.split('&ticket=');
      const name = encodeURIComponent('开发 🏮&#?');
      const title = encodeURIComponent('群介绍');
      assert.equal(
        head,
        `https://h5.example/h5/#/pages/setpageInfo/setpageInfo?action=autoAddGroup&title=${title}&id=${id}&chatType=group&name=${name}`,
      );
      assert.equal((await codes.scan(stranger, link)).data.id, id);
      assert.equal((await codes.scan(stranger, ticket)).data.id, id);
    });

    it('says our own link', async () => {
      const link = await written(member, '&type=link');
      assert.match(link, new RegExp(`^${target.url}/join#[\\w.-]+$`));
      assert.equal((await codes.scan(stranger, link)).data.id, id);
    });

    it('D38 points to allowed origins only', async () => {
      for (const http of ['https://evil.example', 'javascript:alert(1)', 'https://h5.example@evil.example', '//h5.example', 'x']) {
        const failure = ['400 code_origin', '二维码的网址不被允许'] as const;
        refused(await failureOf(picture(member, `&type=H5&http=${encodeURIComponent(http)}`)), ...failure);
      }
      refused(await failureOf(picture(member, '&type=H5')), '422 input_required', '网址不能为空');
      const long = encodeURIComponent(`https://h5.example/${'群'.repeat(170)}`);
      refused(await failureOf(picture(member, `&type=H5&http=${long}`)), '400 code_too_long', '二维码的内容过长');
      const longer = encodeURIComponent(`https://h5.example/${'a'.repeat(182)}`);
      assert.equal((await failureOf(picture(member, `&type=H5&http=${longer}`))).status, 422);
    });

    it('D10 is for members, visitors among them, while the group is open', async () => {
      const text = ['403 code_group_forbidden', '群不存在或被封禁或者您不在该群聊中'] as const;
      for (const who of [stranger, visitor]) refused(await failureOf(picture(who, '')), ...text);
      refused(await failureOf(picture(owner, '', 2 ** 40)), ...text);
      const open = await makeGroup(target, { owner, members: [visitor] });
      assert.equal((await picture(visitor, '', open)).status, 200);
      for (const status of [0, 2]) {
        await setGroupStatus(target, id, status);
        refused(await failureOf(picture(owner, '')), ...text);
      }
    });

    it('refuses who is nobody, and parameters that are none', async () => {
      const nobody = await fetch(`${target.url}/api/chat/groupQrcode/${id}`);
      assert.equal(nobody.status, 401);
      for (const query of ['&chatType=both', '&format=gif']) assert.equal((await picture(member, query)).status, 422, query);
      for (const of of ['0', 'abc', '-1']) {
        assert.equal((await fetch(`${target.url}/api/chat/groupQrcode/${of}?token=${member.token}`)).status, 422, of);
      }
    });

    it('D09 writes nothing', async () => {
      for (const query of ['', `&type=H5&http=${H5}`, '&type=link', '&format=svg']) await picture(member, query);
      const rows = await target.app.sql.query('SELECT id FROM ticket WHERE target_id = ?', [id]);
      assert.deepEqual(rows, []);
    });

    it('is the personal code of oneself and of friends', async () => {
      const own = JSON.parse(await written(owner, '&chatType=single', owner.id)) as { id: number; name: string };
      assert.deepEqual([own.id, own.name], [owner.id, '张三']);
      const gone = ['404 code_user_unavailable', '用户不存在或被封禁'] as const;
      refused(await failureOf(picture(member, '&chatType=single', owner.id)), ...gone);
      await makeFriends(target, member.id, owner.id);
      const link = await written(member, `&chatType=single&type=H5&http=${H5}`, owner.id);
      assert.match(link, new RegExp(`\\?action=autoAddGroup&title=[^&]+&id=${owner.id}&chatType=single&name=[^&]+&avatar=[^&]+&ticket=`));
      refused(await failureOf(picture(visitor, '&chatType=single', visitor.id)), ...gone);
      refused(await failureOf(picture(member, '&chatType=single', 2 ** 40)), ...gone);
      await setStatus(target, owner.id, 0);
      refused(await failureOf(picture(member, '&chatType=single', owner.id)), ...gone);
    });
  });
});

/** Writes down what is drawn: nothing here reads a picture. */
function spyOn(painter: QrcodePainter, painted: string[]): void {
  const [png, svg] = [painter.png.bind(painter), painter.svg.bind(painter)];
  painter.png = (text) => {
    painted.push(text);
    return png(text);
  };
  painter.svg = (text) => {
    painted.push(text);
    return svg(text);
  };
}
