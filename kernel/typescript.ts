/** Whether a file is a source of TypeScript, and not a declaration. */
export function isTypeScript(file: string): boolean {
  return /(?<!\.d)\.ts$/.test(file) && !/(^|[\\/])node_modules[\\/]/.test(file);
}

let reading: Promise<unknown> | undefined;

/** From now on `import` takes TypeScript too, the same on every Node. From source it does so already. */
export async function readTypeScript(): Promise<void> {
  if (isTypeScript(import.meta.url)) return;
  await (reading ??= import('tsx/esm/api').then(({ register }) => register()));
}
