import type { Context } from '#kernel';
import { withApplication } from '../application.ts';
import { accountOf, parse } from '../parse.ts';
import { UsageError } from '../usage-error.ts';
import { list } from './list.ts';
import { password } from './password.ts';

/** Does something to one account and says what it did. */
type Action = (ctx: Context, name: string) => Promise<string>;

const ACTIONS: Readonly<Record<string, Action>> = {
  disable: async (ctx, name) => {
    const { id, username } = await ctx.service.admin.find(name);
    return `${username} is disabled; sessions ended: ${await ctx.service.admin.disable(id)}`;
  },
  enable: async (ctx, name) => {
    const { id, username } = await ctx.service.admin.find(name);
    await ctx.service.admin.enable(id);
    return `${username} is enabled`;
  },
  erase: async (ctx, name) => {
    const { id, username } = await ctx.service.admin.find(name);
    await ctx.service.erasure.erase(id);
    return `${username} is erased`;
  },
  signout: async (ctx, name) => {
    const { id, username } = await ctx.service.admin.find(name);
    return `${username} is signed out; sessions ended: ${await ctx.service.admin.signOut(id)}`;
  },
};

/** What administrators do to accounts, beside servers that run or not. */
export async function user([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined) throw new UsageError('user needs to know what to do');
  if (name === 'list') return list(args);
  if (name === 'password') return password(args);
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new UsageError(`there is no command user ${name}`);
  const account = accountOf(`user ${name}`, parse({ args }).positionals);
  return withApplication(async (app) => console.log(await action(app.createAnonymousContext(), account)));
}
