import { Api, type Answer } from './api.ts';

/** A registered user, signed in. */
export interface Account {
  readonly id: number;
  readonly token: string;
}

const PASSWORD = 'a-test-password';
const FREE = { sendCount: 2, needFollow: false };

/** Registers a user over HTTP at the server with this base address; everyone may write to that user without limit. */
export async function registerOpenAccount(url: string, username: string): Promise<Account> {
  // A kept connection may be closed by the server in the moment in which it is used again.
  const api = new Api(url, { connection: 'close' });
  const { id, token } = good(await api.post<Account>('/api/regChat', { username, password: PASSWORD }));
  const userset = JSON.stringify({ chatset: { visitor: FREE, user: FREE } });
  good(await api.as(token).post('/api/chat/userset', { userset }));
  return { id, token };
}

function good<T>({ status, msg, data }: Answer<T>): T {
  if (msg !== 'ok') throw new Error(`the server answered ${status}: ${JSON.stringify(data)}`);
  return data;
}
