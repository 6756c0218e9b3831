/** What a page needs beyond the policy of all answers: sources by directive. */
export type Additions = Readonly<Record<string, readonly string[]>>;

/** A content policy with further sources; a directive that was not there begins with them. */
export function widen(policy: string, additions: Additions): string {
  const directives = new Map(policy.split(';').map((directive) => nameAndSources(directive)));
  for (const [name, sources] of Object.entries(additions)) directives.set(name, [...(directives.get(name) ?? []), ...sources]);
  return [...directives].map((parts) => parts.flat().join(' ')).join(';');
}

/** The sockets of the host that was asked; browsers of before 2022 do not count them to 'self'. Nothing for a host that is not one. */
export function socketsOf(host: string): readonly string[] {
  return /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host) ? [`ws://${host}`, `wss://${host}`] : [];
}

function nameAndSources(directive: string): [string, readonly string[]] {
  const [name = '', ...sources] = directive.trim().split(/\s+/);
  return [name, sources];
}
