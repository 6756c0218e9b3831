import type { Context } from '#kernel';
import { addressKey, enforce, limitOf, type Identity } from '#app';
import { discardFile } from './prepare.ts';
import type { ReceivedFile } from './receive.ts';

/** Counts a file that is about to come for who sends it. Fails with too_many. */
export async function countFile({ app }: Context, { user }: Identity): Promise<void> {
  await enforce(app.engine.counter, limitOf(app, 'upload'), { key: String(user.id), refusal: 'too_many' });
}

/** Counts its bytes for the address: a quota is a user's, and one address can be many users. What is refused does not stay. Fails with too_many. */
export async function countBytes({ app, ip }: Context, { isVisitor }: Identity, received: ReceivedFile): Promise<void> {
  const limit = limitOf(app, isVisitor ? 'visitorUploadBytes' : 'uploadBytes');
  try {
    const use = { key: addressKey(ip), refusal: 'too_many', cost: received.size } as const;
    await enforce(app.engine.counter, limit, use);
  } catch (error) {
    await discardFile(received);
    throw error;
  }
}
