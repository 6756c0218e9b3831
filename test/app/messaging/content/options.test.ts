import assert from 'node:assert/strict';
import type { CachedGroup, CachedMember } from '../../../../app/cache.ts';
import { decideMention, forwardedOptions, isForwarded, readOptions } from '../../../../app/messaging/content/options.ts';

const ID = '0193A0A0-0000-7000-8000-000000000001';
const member = (role: number): CachedMember => ({ role, nickname: '', avatar: '', mutedUntil: 0, joinedSeq: 0, isOpen: true });
const group: CachedGroup = {
  id: 9,
  aclVersion: 1,
  ownerId: 1,
  name: 'g',
  avatar: '',
  remark: '',
  inviteConfirm: 0,
  isListed: false,
  isMuted: false,
  status: 1,
  members: new Map([
    [1, member(2)],
    [2, member(1)],
    [3, member(0)],
    [4, member(0)],
  ]),
};

describe('readOptions', () => {
  it('leaves alone what is none of ours', () => {
    const free = { color: 'red', deep: { quote: 1 } };
    assert.deepEqual(readOptions(free), { quote: undefined, mention: undefined, rest: free });
  });

  it('takes quote and mention apart from the rest', () => {
    const read = readOptions({ quote: { id: ID, name: 'remark' }, mention: { users: [1, 2], more: 1 }, x: 1 });
    assert.deepEqual(read, { quote: ID.toLowerCase(), mention: { users: [1, 2], all: false }, rest: { x: 1 } });
    assert.deepEqual(readOptions({ quote: null, mention: null }), { quote: undefined, mention: undefined, rest: {} });
    assert.deepEqual(readOptions({ mention: { all: true } }).mention, { users: [], all: true });
  });

  it('refuses a quote or a mention that is none', () => {
    for (const quote of ['x', ID, {}, { id: 1 }, { id: 'x' }, []]) assert.throws(() => readOptions({ quote }), { code: 'quote_invalid' });
    const many = Array.from({ length: 51 }, (_, index) => index + 1);
    for (const mention of ['x', [], { users: 'x' }, { users: ['1'] }, { users: [0] }, { users: many }, { all: 1 }, true])
      assert.throws(() => readOptions({ mention }), { code: 'content_invalid' });
  });

  it('D33 a client neither speaks for the system nor claims that something was handed on', () => {
    assert.deepEqual(readOptions({ notice: { kind: 'friends' }, forwarded: true, x: 1 }).rest, { x: 1 });
    assert.equal(isForwarded({ forwarded: true }), false);
  });
});

describe('decideMention', () => {
  const all = { users: [], all: true };

  it('calls members only, each once, and not oneself', () => {
    assert.deepEqual(decideMention({ users: [4, 3, 4, 99], all: false }, group, 3), { users: [4], all: false });
    assert.equal(decideMention({ users: [99], all: false }, group, 3), undefined);
  });

  it('calls all for the owner and admins', () => {
    for (const sender of [1, 2]) assert.deepEqual(decideMention(all, group, sender), all);
    for (const sender of [3, 99]) assert.throws(() => decideMention(all, group, sender), { code: 'mention_all_forbidden' });
  });
});

describe('forwardedOptions', () => {
  it('keeps what is free, and is known again', () => {
    const options = forwardedOptions({ quote: { id: ID }, mention: { all: true }, notice: 1, x: 1 });
    assert.deepEqual(options, { x: 1, forwarded: true });
    assert.equal(isForwarded(options), true);
    assert.equal(isForwarded({ ...options }), false);
    assert.deepEqual(forwardedOptions(null), { forwarded: true });
  });
});
