import { UsageError } from '#kernel';
import { randomPassword } from '../../app/account/random.ts';
import { register } from '../../app/rule/account.ts';
import { withApplication } from '../application.ts';
import type { Output } from '../output.ts';
import { parse } from '../parse.ts';
import { askPassword, readPassword } from '../../app/terminal/read-password.ts';

const OPTIONS = {
  nickname: { type: 'string', default: '' },
  service: { type: 'boolean', default: false },
  stdin: { type: 'boolean', default: false },
  prompt: { type: 'boolean', default: false },
} as const;

/** Makes an account, whoever may sign up. Its password is random and printed, or the line that comes on standard input or is asked for. */
export async function create(args: readonly string[], output: Output): Promise<void> {
  const { values, positionals } = parse({ args: [...args], options: OPTIONS });
  const [name, ...rest] = positionals;
  if (name === undefined) throw new UsageError('user create needs a username');
  if (rest.length > 0) throw new UsageError(`user create takes one username, but got ${positionals.join(' ')}`);
  const chosen = await chosenPassword(values);
  const { username, password } = register.parse({ username: name, password: chosen ?? randomPassword() });
  const { nickname, service: isService } = values;
  return withApplication(async (app) => {
    if (isService && !app.config.service.accounts.includes(username.toLowerCase())) throw new Error(notNamed(username));
    const id = await app.createAnonymousContext().service.admin.create({ username, password, nickname, isService });
    const said = `${username} is made, with the id ${id}`;
    if (chosen !== undefined) output.answer({ id, username }, said);
    else output.answer({ id, username, password }, `${said}\n${password}`);
  });
}

async function chosenPassword({ stdin, prompt }: { readonly stdin: boolean; readonly prompt: boolean }): Promise<string | undefined> {
  if (stdin && prompt) throw new UsageError('--stdin and --prompt both say where the password comes from: give one');
  if (stdin) return readPassword();
  return prompt ? askPassword() : undefined;
}

function notNamed(username: string): string {
  return `${username} is none of service.accounts, which names the accounts that visitors are meant to write to: name it there first`;
}
