import assert from 'node:assert/strict';
import type { Answer } from '../../support/api.ts';
import { createVisitor, freshName } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { servicesOf } from '../../support/ticket.ts';
import { refused } from '../../support/refused.ts';

const DAY = 86_400_000;

describeStores('signing up', (store) => {
  describe('by invitation', () => {
    const target = store.serve({ config: { signup: 'invited' } });

    const signUp = (invitation?: string, username = freshName()): Promise<Answer> =>
      target.api.post('/api/regChat', { username, password: 'correct-horse-7', ...(invitation !== undefined && { invitation }) });
    const made = async (): Promise<string> => (await servicesOf(target).invitation.make(DAY)).code;

    it('G113 takes a code, whichever case, once', async () => {
      refused(await signUp(), '403 invitation_required', '注册需要邀请码');
      refused(await signUp('ABCDEFGHJK'), '403 invitation_invalid', '邀请码无效、已使用或已过期');
      const code = await made();
      assert.equal((await signUp(` ${code.toLowerCase()} `)).status, 200);
      refused(await signUp(code), '403 invitation_invalid', '邀请码无效、已使用或已过期');
    });

    it('G113 a code that was not used up is good again, one of before is not', async () => {
      const code = await made();
      const username = freshName();
      await signUp(await made(), username);
      assert.equal((await signUp(code, username)).code, 'username_taken');
      assert.equal((await signUp(code)).status, 200);
      const old = (await servicesOf(target).invitation.make(DAY, Date.now() - 2 * DAY)).code;
      assert.equal((await signUp(old)).code, 'invitation_invalid');
    });

    it('G113 of two who come with one code at once one signs up', async () => {
      const code = await made();
      const answers = await Promise.all([1, 2, 3, 4].map(() => signUp(code)));
      assert.deepEqual(
        answers.map(({ status }) => status).toSorted((a, b) => a - b),
        [200, 403, 403, 403],
      );
    });

    it('G113 a visitor needs one too, and keeps the id', async () => {
      const deviceId = crypto.randomUUID();
      const visitor = await createVisitor(target, { deviceId });
      const upgrade = (invitation?: string): Promise<Answer<{ id: number }>> =>
        target.api.as(visitor.token).post('/api/visitorregChat', {
          username: freshName(),
          password: 'correct-horse-7',
          deviceId,
          timestamp: Date.now(),
          ...(invitation !== undefined && { invitation }),
        });
      assert.equal((await upgrade()).code, 'invitation_required');
      const code = await made();
      const { status, data } = await upgrade(code);
      assert.deepEqual([status, data.id], [200, visitor.id]);
      assert.equal((await signUp(code)).code, 'invitation_invalid');
    });

    it('G113 is told before anybody signs up', async () => {
      assert.deepEqual((await target.api.get('/api/signup')).data, { signup: 'invited' });
    });
  });

  describe('where it is closed', () => {
    const target = store.serve({ config: { signup: 'closed' } });

    it('G113 is for nobody, code or not; whom an administrator made signs in, and visitors come', async () => {
      const { code } = await servicesOf(target).invitation.make(DAY);
      const password = 'correct-horse-7';
      for (const invitation of [undefined, code])
        refused(
          await target.api.post('/api/regChat', { username: freshName(), password, invitation }),
          '403 signup_closed',
          '本站不开放注册，请联系管理员',
        );
      const device = { deviceId: crypto.randomUUID(), timestamp: Date.now() };
      assert.equal((await target.api.post('/api/visitorregChat', { username: freshName(), password, ...device })).code, 'signup_closed');
      const username = freshName();
      await servicesOf(target).admin.create({ username, password, nickname: '', isService: false });
      assert.equal((await target.api.post('/api/loginChat', { username, password })).status, 200);
      assert.equal((await target.api.post('/api/visitorRegister', device)).status, 200);
    });
  });
});
