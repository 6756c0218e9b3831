import path from 'node:path';
import { APPLICATION_PARTS, isApplication, UsageError, type Output } from '#kernel';
import { ChildServer } from '../child-server.ts';
import { applicationDir } from '../own.ts';
import { assertNone } from '../parse.ts';

/** Serves the own application as `start` does, and starts anew at each change of it, until a signal. */
export async function dev(args: readonly string[], { isJson }: Output): Promise<void> {
  assertNone('dev', args);
  const directory = applicationDir();
  const folders = APPLICATION_PARTS.map((folder) => path.join(directory, folder));
  if (!isApplication(directory))
    throw new UsageError(`${directory} has no ${APPLICATION_PARTS.join('/, ')}/ to watch: \`foyer unit new <name>\` makes a unit there`);
  const [, program = ''] = process.argv;
  const server = new ChildServer({
    args: [...process.execArgv, program, 'start', '--dir', directory, ...(isJson ? ['--json'] : [])],
    // oxlint-disable-next-line node/no-process-env -- handed on as it is
    env: process.env,
  });
  const ended = new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, resolve);
  });
  server.start(folders);
  await ended;
  await server.end();
}
