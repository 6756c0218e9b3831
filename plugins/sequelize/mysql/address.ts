import { BootError, reasonOf } from '#kernel';

/** Where a database is. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** TLS, with the server's certificate checked: `?ssl=true`. */
  readonly isSecure: boolean;
}

const EXAMPLE = 'mysql://user:password@host:3306/database';

/** Reads DATABASE_URL. Throws a BootError that does not repeat it, since it holds a password. */
export function readAddress(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['mysql:', 'mariadb:'].includes(url.protocol) || url.hostname === '') {
    throw new BootError(`DATABASE_URL is no address of a MySQL or MariaDB server: write it as ${EXAMPLE}, or unset it to use SQLite`);
  }
  const database = decode(url.pathname.slice(1));
  if (database === '') throw new BootError(`DATABASE_URL names no database: write it as ${EXAMPLE}`);
  return {
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: url.port === '' ? 3306 : Number(url.port),
    user: decode(url.username),
    password: decode(url.password),
    database,
    isSecure: url.searchParams.get('ssl') === 'true',
  };
}

/** The address as people may see it. */
export function describeAddress({ host, port, user, database }: Address): string {
  return `mysql://${user}@${host}:${port}/${database}`;
}

/** Why the database could not be reached, and what to do; in the words of the administrator. */
export function explain(address: Address, error: unknown): BootError {
  const [reason, mend] = reasonAndMend(address, codeOf(error), error);
  return new BootError(`DATABASE_URL (${describeAddress(address)}) does not work: ${reason}: ${mend}`, { cause: error });
}

function reasonAndMend({ host, port, user, database }: Address, code: string, error: unknown): [reason: string, mend: string] {
  switch (code) {
    case 'ECONNREFUSED':
      return [`nothing listens at ${host}:${port}`, 'start the database or correct the address'];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [`the host ${host} is not known`, 'correct the host'];
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return [`${host}:${port} does not answer`, 'start the database, correct the address, or open the way to it'];
    case 'ER_ACCESS_DENIED_ERROR':
      return ['the user or the password is refused', 'correct them'];
    case 'ER_DBACCESS_DENIED_ERROR':
      return [`${user} may not use ${database}`, `GRANT ALL ON ${database}.* TO that user`];
    case 'ER_BAD_DB_ERROR':
      return [`there is no database ${database}`, `CREATE DATABASE ${database} CHARACTER SET utf8mb4`];
    default:
      return [reasonOf(error), 'see the server and the address'];
  }
}

/** The driver's code, under the errors that were wrapped around it. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code: unknown = Reflect.get(at, 'code');
    if (typeof code === 'string') return code;
  }
  return '';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new BootError('DATABASE_URL has a % that begins no escape: write % itself as %25');
  }
}
