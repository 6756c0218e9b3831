import type { WireMessage } from '../../protocol/index.ts';
import type { Answer } from './api.ts';
import type { TestApp } from './app.ts';
import { createUser, type TestUser } from './factory.ts';

/** A user to whom everybody may write freely. */
export function createOpenUser(target: TestApp): Promise<TestUser> {
  const free = { sendCount: 2, needFollow: false } as const;
  return createUser(target, { chatset: { visitor: free, user: free } });
}

/** Sends a message over HTTP. */
export function post(target: TestApp, from: TestUser, body: { to: number; [field: string]: unknown }): Promise<Answer<WireMessage>> {
  const { to, ...rest } = body;
  return target.api
    .as(from.token)
    .post<WireMessage>('/api/chat/socket/sendmessage', { sendto_id: to, chatType: 'single', type: 'text', ...rest });
}

/** Sends texts over HTTP, one after the other; fails unless each is taken. */
export async function postAll(
  target: TestApp,
  from: TestUser,
  { to, texts: all }: { to: number; texts: readonly string[] },
): Promise<WireMessage[]> {
  const messages: WireMessage[] = [];
  for (const data of all) {
    const { status, data: message } = await post(target, from, { to, data });
    if (status !== 200) throw new Error(`${data.slice(0, 50)} was refused: ${JSON.stringify(message)}`);
    messages.push(message);
  }
  return messages;
}

/** `count` texts that tell their place. */
export function texts(count: number, prefix = 'message'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix} ${index + 1}`);
}
