import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Api } from '../../web/shared/api.ts';
import { Client } from '../../web/shared/client.ts';
import { plain, readPage, rowsUnder } from './page.ts';

const page = readPage('docs/client.md');
const types = readPage('web/shared/client-options.ts');

/** Every name in backquotes of the first column, without its parameters. */
function names(header: readonly string[]): string[] {
  return rowsUnder(page, [...header]).flatMap(([cell = '']) => cell.split(/,\s+(?=`)/).map((name) => plain(name).replace(/\(.*$/, '')));
}

/** Names that an interface of client-options.ts declares. */
function declared(name: string): string[] {
  const [, body = ''] = new RegExp(`interface ${name} [\\w ]*\\{([^]*?)\\n\\}`).exec(types) ?? [];
  const keys = [...body.matchAll(/^ {2}(?:(\w+)|\[frame: `(\w+:)\$\{string\}`\]):/gm)];
  return keys.map(([, key, prefix]) => key ?? `${prefix}<op>`);
}

describe('docs/client.md', () => {
  it('names every member of the client, and no other', () => {
    const members = Object.getOwnPropertyNames(Client.prototype).filter((name) => name !== 'constructor');
    assert.deepEqual(names(['member', 'what it does']).toSorted(), members.toSorted());
  });

  it('names every event and every state', () => {
    assert.deepEqual(names(['event', 'value']).toSorted(), declared('ClientEvents').toSorted());
    const [, states = ''] = /type ClientState = ([^;]+);/.exec(types) ?? [];
    assert.deepEqual(names(['`state`', 'means']).toSorted(), [...states.matchAll(/'(\w+)'/g)].map(([, state = '']) => state).toSorted());
  });

  it('names every call of the HTTP part', () => {
    for (const name of Object.getOwnPropertyNames(Api.prototype).filter((name) => name !== 'constructor'))
      assert.ok(page.includes(`\`${name}\``), name);
  });
});
