/** What ran in this process, by name. */
export const runs: { readonly name: string }[] = [];

/** Notes a run; every third fails. */
export async function ran(name: string): Promise<void> {
  await Promise.resolve();
  runs.push({ name });
  if (runs.filter((run) => run.name === name).length % 3 === 0) throw new Error(`${name} fails`);
}
