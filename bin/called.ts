import path from 'node:path';

/** How this program was called, to be called again: by npx where it is a package, through npm in a checkout, by the name of its link, or as a file. */
export function called(args: string, { argv, env } = process): string {
  const file = argv[1] ?? '';
  if (/[\\/]node_modules[\\/]/.test(file)) return `npx foyer ${args}`;
  if (env['npm_lifecycle_event'] !== undefined) return `npm run foyer -- ${args}`;
  return path.extname(file) === '' ? `${path.basename(file)} ${args}` : `node ${path.relative('', file)} ${args}`;
}
