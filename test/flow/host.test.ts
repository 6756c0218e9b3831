import assert from 'node:assert/strict';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import type { RequestHeaders } from '../support/api.ts';
import { anew } from '../support/anew.ts';
import { serveApp } from '../support/app.ts';
import { createUser } from '../support/factory.ts';
import { makeGroup } from '../support/ticket.ts';

const EVIL = 'evil.example';
const CODE_PAGE = encodeURIComponent(`https://${EVIL}/h5/`);

/** Ways in which a client says another host than it asked. */
const WAYS: Readonly<Record<string, RequestHeaders>> = {
  Host: { host: EVIL },
  'X-Forwarded-Host': { 'x-forwarded-host': EVIL },
  'both, and a protocol': { host: EVIL, 'x-forwarded-host': EVIL, 'x-forwarded-proto': `https://${EVIL}/` },
};

describe('a host that is not ours', () => {
  const target = serveApp({ config: { server: { proxy: true } } });
  const user = anew(() => createUser(target));
  let id: number;
  /** What was written into pictures of codes. */
  const painted: string[] = [];

  before(() => {
    const { qrcode } = target.app;
    for (const name of ['svg', 'png'] as const) {
      const paint = qrcode[name].bind(qrcode) as (text: string) => never;
      qrcode[name] = (written: string) => (painted.push(written), paint(written));
    }
  });
  beforeEach(async () => {
    painted.length = 0;
    id = await makeGroup(target, { owner: user });
  });

  /** Asks with headers that fetch would not send, POST where there is a body; gives the whole answer as text, its headers too. */
  const ask = async (path: string, headers: RequestHeaders, body?: Buffer): Promise<string> => {
    const method = body ? 'POST' : 'GET';
    const request = http.request(target.url + path, { method, headers: { token: user.token, ...headers } });
    request.end(body);
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    return `${response.statusCode} ${JSON.stringify(response.headers)} ${await text(response)}`;
  };

  const json = { 'content-type': 'application/json' };
  const calls = (): readonly [string, RequestHeaders?, Buffer?][] => [
    ['/api/chat/handover', json, Buffer.from('{}')],
    [`/api/chat/code/${id}`],
    ['/api/chat/code/create', json, Buffer.from(JSON.stringify({ id }))],
    ['/api/chat/code/rotate', json, Buffer.from(JSON.stringify({ id }))],
    [`/api/chat/groupQrcode/${id}?type=link&format=svg`],
    [`/api/chat/groupQrcode/${id}?type=H5&http=${CODE_PAGE}`],
    ...['/', '/app', '/join', '/continue', '/openapi.json', '/nowhere', '/widget/panel.html'].map((path): [string] => [path]),
  ];

  for (const [name, headers] of Object.entries(WAYS)) {
    it(`G20 stands in no answer and in no code: ${name}`, async () => {
      for (const [path, own, body] of calls()) {
        const answer = await ask(path, { ...own, ...headers }, body);
        assert.ok(!answer.includes(EVIL), `${path}: ${answer.slice(0, 500)}`);
      }
      assert.ok(painted.length >= 2);
      for (const written of painted) assert.ok(!written.includes(EVIL), written);
    });
  }

  it('G20 links name the address that was asked, where it is of a private network', async () => {
    const answer = await ask(`/api/chat/code/${id}`, { host: '192.168.1.5:7001' });
    assert.match(answer, /"url":"http:\/\/192\.168\.1\.5:7001\/join#/);
  });
});

describe('hosts that are ours', () => {
  const target = serveApp({ config: { origin: { hosts: ['office.example'] } } });

  it('G20 links name the host that was asked, where it is listed', async () => {
    const owner = await createUser(target);
    const request = http.request(`${target.url}/api/chat/handover`, {
      method: 'POST',
      headers: { host: 'office.example:7001', token: owner.token },
    });
    request.end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    assert.match(await text(response), /"url":"http:\/\/office\.example:7001\/continue#/);
  });
});
