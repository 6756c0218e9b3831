import { UsageError, type Context } from '#kernel';
import { withApplication } from '../application.ts';
import type { Output } from '../output.ts';
import { accountOf, parse } from '../parse.ts';
import type { Command } from '../run.ts';
import { create } from './create.ts';
import { invite } from './invite.ts';
import { list } from './list.ts';
import { password } from './password.ts';

/** Does something to one account and says what it did. */
type Action = (ctx: Context, name: string) => Promise<Done>;

/** What was done to whom. */
interface Done {
  readonly username: string;
  readonly is: string;
  /** Sessions that ended, where that is what it is about. */
  readonly ended?: number;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  disable: async (ctx, name) => {
    const { id, username } = await ctx.service.admin.find(name);
    return { username, is: 'disabled', ended: await ctx.service.admin.disable(id) };
  },
  enable: async (ctx, name) => {
    const { id, username } = await ctx.service.admin.find(name);
    await ctx.service.admin.enable(id);
    return { username, is: 'enabled' };
  },
  erase: async (ctx, name) => {
    const { id, username } = await ctx.service.admin.find(name);
    await ctx.service.erasure.erase(id);
    return { username, is: 'erased' };
  },
  signout: async (ctx, name) => {
    const { id, username } = await ctx.service.admin.find(name);
    return { username, is: 'signed out', ended: await ctx.service.admin.signOut(id) };
  },
};

/** Those with options of their own. */
const COMMANDS: Readonly<Record<string, Command>> = { create, invite, list, password };

/** What administrators do to accounts, beside servers that run or not. */
export async function user([name, ...args]: readonly string[], output: Output): Promise<void> {
  if (name === undefined) throw new UsageError('user needs to know what to do');
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args, output);
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new UsageError(`there is no command user ${name}`);
  const account = accountOf(`user ${name}`, parse({ args }).positionals);
  return withApplication(async (app) => answer(output, await action(app.createAnonymousContext(), account)));
}

function answer(output: Output, done: Done): void {
  const { username, is, ended } = done;
  output.answer(done, `${username} is ${is}${ended === undefined ? '' : `; sessions ended: ${ended}`}`);
}
