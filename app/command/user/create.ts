import { argument, defineCommand, flag, option, text, UsageError } from '#kernel';
import { randomPassword } from '../../account/random.ts';
import { register } from '../../rule/account.ts';
import { askPassword, readPassword } from '../../terminal/read-password.ts';

interface Source {
  readonly stdin: boolean;
  readonly prompt: boolean;
}

/** Makes an account, whoever may sign up. Its password is random and printed, or the line that comes on standard input or is asked for. */
export default defineCommand({
  about: 'make an account; the password is random and printed, unless it is read',
  takes: { username: argument('username', text), nickname: option('name', text).or(''), service: flag(), stdin: flag(), prompt: flag() },
  check({ stdin, prompt }) {
    if (stdin && prompt) throw new UsageError('--stdin and --prompt both say where the password comes from: give one');
  },
  async run({ ctx, output }, { nickname, service: isService, ...given }) {
    const chosen = await chosenPassword(given);
    const { username, password } = register.parse({ username: given.username, password: chosen ?? randomPassword() });
    if (isService && !ctx.app.config.service.accounts.includes(username.toLowerCase())) throw new Error(notNamed(username));
    const id = await ctx.service.admin.create({ username, password, nickname, isService });
    const said = `${username} is made, with the id ${id}`;
    if (chosen !== undefined) output.answer({ id, username }, said);
    else output.answer({ id, username, password }, `${said}\n${password}`);
  },
});

async function chosenPassword({ stdin, prompt }: Source): Promise<string | undefined> {
  if (stdin) return readPassword();
  return prompt ? askPassword() : undefined;
}

function notNamed(username: string): string {
  return `${username} is none of service.accounts, which names the accounts that visitors are meant to write to: name it there first`;
}
