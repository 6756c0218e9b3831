import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { anew } from '../support/anew.ts';
import { serveApp } from '../support/app.ts';
import { createUser } from '../support/factory.ts';
import { whereThereIs } from '../support/has-unit.ts';
import { alarmsOf, recordLog } from '../support/log.ts';
import { HANDSHAKE, head, RawClient } from '../support/raw.ts';
import { uploaded } from '../support/upload.ts';
import { until } from '../support/wait.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const MULTIPART = { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': 5000 };
const FORM = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc';
const BAD_HOST = { Host: '[::1' };

/** What strangers write, by what is wrong with it. */
const WRITTEN: Readonly<Record<string, string | Buffer>> = {
  nothing: '',
  'no HTTP': 'hello\r\n\r\n',
  TLS: Buffer.from('16030100a5010000a10303', 'hex'),
  'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'half a header': 'GET / HTTP/1.1\r\nHos',
  'no host': 'GET / HTTP/1.1\r\n\r\n',
  'a host that is none': head('GET', '/app', BAD_HOST),
  'an address that is none': head('GET', 'http://[::1/'),
  'a path that cannot be decoded': head('GET', '/%E0%A4%A'),
  'two slashes': head('GET', '//['),
  'a path with a zero': head('GET', '/app/x%00.js'),
  'a path above': head('GET', '/app/%2e%2e/%2e%2e/package.json'),
  'a long path': head('GET', `/app/${'a'.repeat(5000)}.js`),
  'a star': head('OPTIONS', '*'),
  CONNECT: head('CONNECT', 'a:1'),
  'a strange expectation': head('POST', '/api/loginChat', { Expect: 'nonsense', 'Content-Length': 3 }),
  'two lengths': 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc',
  'a chunk that is none': `${head('POST', '/api/loginChat', { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' })}zz\r\n`,
  'headers that are too large': head('GET', '/', { X: 'a'.repeat(20_000) }),
  'half a body': `${head('POST', '/api/loginChat', { ...JSON_TYPE, 'Content-Length': 500 })}{"user`,
  'no JSON': `${head('POST', '/api/loginChat', { ...JSON_TYPE, 'Content-Length': 5 })}{"use`,
  'a body that is not packed as it says': `${head('POST', '/api/loginChat', { ...JSON_TYPE, 'Content-Encoding': 'gzip', 'Content-Length': 5 })}abcde`,
  'an encoding that is none': `${head('POST', '/api/loginChat', { ...JSON_TYPE, 'Content-Encoding': 'x', 'Content-Length': 5 })}abcde`,
  'a charset that is none': `${head('POST', '/api/loginChat', { 'Content-Type': 'application/json; charset=x', 'Content-Length': 2 })}{}`,
  'half a file of nobody': head('POST', '/api/chat/socket/upload', MULTIPART) + FORM,
  'a range that is none': head('GET', '/openapi.json', { Range: 'bytes=99999999-' }),
  'ten requests at once': head('GET', '/openapi.json').repeat(10),
  'a handshake': head('GET', '/ws', HANDSHAKE),
  'a handshake, then garbage': `${head('GET', '/ws', HANDSHAKE)}garbage garbage garbage`,
  'a handshake, then an unmasked frame': `${head('GET', '/ws', HANDSHAKE)}\u0081\u0005hello`,
  'a handshake with a host that is none': head('GET', '/ws', { ...HANDSHAKE, ...BAD_HOST }),
  'a handshake with a query that is none': head('GET', '/ws?token=%E0%A4%A&token=b', HANDSHAKE),
  'a handshake with a key that is none': head('GET', '/ws', { ...HANDSHAKE, 'Sec-WebSocket-Key': 'x' }),
  'a handshake elsewhere': head('GET', '/elsewhere', HANDSHAKE),
  'a handshake of another site': head('GET', '/ws', { ...HANDSHAKE, Origin: 'https://evil.example' }),
  'a handshake with protocols that are none': head('GET', '/ws', { ...HANDSHAKE, 'Sec-WebSocket-Protocol': ',,foyer.1,foyer.1' }),
};

/** Ways to leave, each at several moments. */
const LEAVES: Readonly<Record<string, (client: RawClient) => void>> = {
  'by a reset': ({ socket }) => socket.resetAndDestroy(),
  'by half': ({ socket }) => socket.end(),
  'at once': ({ socket }) => socket.destroy(),
};
const MOMENTS = [0, 3, 30];

describe('strangers', () => {
  const target = serveApp();
  const log = recordLog(target);
  const user = anew(() => createUser(target));
  beforeEach(() => void log.splice(0));

  /** Waits until the server has no connection any more, and holds that nobody had to be told. */
  const quiet = async (): Promise<void> => {
    const count = (): Promise<number> => new Promise((resolve) => target.app.server?.getConnections((_, open) => resolve(open)));
    await until(async () => (await count()) === 0, { message: 'the end of all connections' });
    assert.deepEqual(alarmsOf(log), []);
    assert.equal((await fetch(`${target.url}/healthz`, { headers: { connection: 'close' } })).status, 200);
  };

  const leaveEach = async (written: string | Buffer): Promise<void> => {
    for (const leave of Object.values(LEAVES)) {
      for (const moment of MOMENTS) {
        const client = await RawClient.open(target);
        client.socket.write(typeof written === 'string' ? Buffer.from(written, 'latin1') : written);
        await sleep(moment);
        leave(client);
        await sleep(1);
        client.socket.destroy();
      }
    }
  };

  for (const [name, written] of Object.entries(WRITTEN)) {
    it(`G16 leave nothing in the log but debug: ${name}`, async () => {
      await leaveEach(written);
      await quiet();
    });
  }

  whereThereIs('file', it)('G16 nor do users who leave in the midst of a file, on its way in or out', async () => {
    const token = { token: user.token };
    const { url } = await uploaded(target, user.token, { bytes: Buffer.alloc(5_000_000, 7), headers: { connection: 'close' } });
    await leaveEach(head('POST', '/api/chat/socket/upload', { ...token, ...MULTIPART }) + FORM);
    await leaveEach(head('GET', url.slice(target.url.length)));
    await leaveEach(head('GET', '/api/chat/export', token));
    await quiet();
  });

  whereThereIs('file', it)('G108 nor do those who leave with the last byte of an answer, as curl does', async () => {
    const { url } = await uploaded(target, user.token, { bytes: Buffer.alloc(3000, 7), headers: { connection: 'close' } });
    for (const path of [url.slice(target.url.length), '/', '/app/', '/widget.js']) {
      for (let time = 0; time < 30; time += 1) {
        const client = await RawClient.open(target);
        client.socket.on('data', () => void (hasAll(client) && client.socket.destroy()));
        client.socket.write(head('GET', path));
        await client.end();
      }
    }
    await quiet();
  });

  it('G16 what is ours to mend is told all the same, though the client has left', async () => {
    const { sql } = target.app;
    const query = sql.query.bind(sql);
    let asked = false;
    sql.query = async (...args: Parameters<typeof query>) => {
      if (!args[0].includes('username_key')) return query(...args);
      asked = true;
      await sleep(50);
      throw new TypeError('a fault of ours');
    };
    try {
      const body = JSON.stringify({ username: user.username, password: 'whatever-it-is' });
      const client = await RawClient.open(target);
      client.socket.write(head('POST', '/api/loginChat', { ...JSON_TYPE, 'Content-Length': body.length }) + body);
      await until(() => asked);
      client.socket.destroy();
      await until(() => alarmsOf(log).some(({ err }) => err?.message === 'a fault of ours'));
    } finally {
      sql.query = query;
    }
  });
});

/** Whether an answer is in, as its length says. */
function hasAll({ text, read }: RawClient): boolean {
  const body = text.indexOf('\r\n\r\n') + 4;
  return body > 4 && read >= body + Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0);
}
