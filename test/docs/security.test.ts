import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import { Application, type AppConfig } from '#kernel';
import { readPage } from './page.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const page = readPage('docs/security.md');

describe('docs/security.md', () => {
  let config: AppConfig;

  before(async () => {
    ({ config } = await Application.load({ baseDir: path.join(import.meta.dirname, '../..'), env: 'none' }));
  });

  it('G15 says how long a request may take, and what an address may hold', () => {
    const { headersTimeout, bodyTimeout, keepAliveTimeout, requestTimeout, stall, linger, pipelined } = config.server;
    says(
      `${headersTimeout / SECOND} s for headers, ${bodyTimeout / SECOND} s for a body, ${keepAliveTimeout / SECOND} s for the next request`,
    );
    says(
      `A file may take ${requestTimeout / MINUTE} minutes as long as ${stall.bytes / 1024} KiB of it come within each ${stall.window / SECOND} s`,
    );
    says(`A connection may send ${pipelined} requests ahead`);
    says(`reads on for ${linger.time / SECOND} s and ${linger.bytes / 1024 ** 2} MiB`);
  });

  it('D07 says how often one may try', () => {
    const { login, address, guess, visitor } = config.limit;
    says(`${login.points} per account, address and ${login.window / MINUTE} min, ${address.points} per address and minute`);
    says(`after ${guess.points} per account and hour, from whatever addresses, ${guess.pause / SECOND} s of waiting`);
    says(`${config.password.parallel} at a time, then 503`);
    const { points, window } = config.chat.sends.visitor;
    says(`${visitor.points} new ones per address and hour; ${points} messages per ${window / SECOND} s each`);
  });
});

function says(text: string): void {
  assert.ok(page.includes(text), text);
}
