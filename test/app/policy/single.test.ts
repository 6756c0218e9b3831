import assert from 'node:assert/strict';
import { decideSingle, QUOTA, type SingleRequest } from '../../../app/policy/single.ts';
import { user } from '../../support/user.ts';

const rule = (sendCount: 0 | 1 | 2, needFollow = false) => ({ sendCount, needFollow });
const request = (over: Partial<SingleRequest> = {}): SingleRequest => ({
  senderId: 1,
  isOpen: true,
  role: 'user',
  target: user(2),
  relation: { isFriend: false, isBlocked: false, isFollowing: false },
  quota: QUOTA.fresh,
  ...over,
});
const stranger = { isFriend: false, isBlocked: false, isFollowing: false };

describe('who may write to another user', () => {
  it('refuses a missing or disabled target before anything else', () => {
    assert.deepEqual(decideSingle(request({ target: null })), { allowed: false, code: 'recipient_unavailable' });
    for (const status of [0, 2]) {
      const target = user(2, { status });
      assert.deepEqual(decideSingle(request({ target, relation: { ...stranger, isBlocked: true } })), {
        allowed: false,
        code: 'recipient_unavailable',
      });
    }
  });

  it('refuses oneself', () => {
    assert.deepEqual(decideSingle(request({ target: user(1) })), { allowed: false, code: 'message_self' });
  });

  it('D32 a blacklist binds friends, visitors, users and admins', () => {
    for (const role of ['visitor', 'user', 'admin'] as const) {
      const relation = { isFriend: true, isBlocked: true, isFollowing: true };
      assert.deepEqual(decideSingle(request({ role, relation })), { allowed: false, code: 'blocked' });
    }
  });

  it('lets friends write freely, whatever the settings', () => {
    const target = user(2, { chatset: { visitor: rule(0), user: rule(0, true) } });
    assert.deepEqual(decideSingle(request({ target, relation: { ...stranger, isFriend: true } })), { allowed: true, spends: false });
  });

  it('asks the rule of the sender’s role', () => {
    const target = user(2, { chatset: { visitor: rule(2), user: rule(0) } });
    assert.deepEqual(decideSingle(request({ target, role: 'visitor' })), { allowed: true, spends: false });
    assert.deepEqual(decideSingle(request({ target })), { allowed: false, code: 'friendship_required' });
    assert.deepEqual(decideSingle(request({ target, role: 'admin' })), { allowed: false, code: 'friendship_required' });
    const closed = user(2, { chatset: { visitor: rule(0), user: rule(2) } });
    assert.deepEqual(decideSingle(request({ target: closed, role: 'visitor' })), { allowed: false, code: 'login_required' });
  });

  it('D32 needs following where the rule says so, before the count', () => {
    const target = user(2, { chatset: { visitor: rule(1), user: rule(0, true) } });
    assert.deepEqual(decideSingle(request({ target })), { allowed: false, code: 'follow_required' });
    const following = { ...stranger, isFollowing: true };
    assert.deepEqual(decideSingle(request({ target, relation: following })), { allowed: false, code: 'friendship_required' });
  });

  it('D32 spends the one free message until the other side has opened up', () => {
    assert.deepEqual(decideSingle(request()), { allowed: true, spends: true });
    assert.deepEqual(decideSingle(request({ quota: QUOTA.spent })), { allowed: true, spends: true });
    assert.deepEqual(decideSingle(request({ quota: QUOTA.open })), { allowed: true, spends: false });
  });
});
