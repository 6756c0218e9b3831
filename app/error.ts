import type { Errors } from '#kernel';
import { ACCOUNT_ERRORS } from './error/account.ts';
import { ErrorCatalogue } from './error/catalogue.ts';
import { GROUP_ERRORS } from './error/group.ts';
import { MESSAGE_ERRORS } from './error/message.ts';
import { REQUEST_ERRORS } from './error/request.ts';
import type { ErrorRow, ErrorStatus } from './error/row.ts';
import { SOCKET_ERRORS } from './error/socket.ts';
import { BLANK } from './text/blank.ts';

/** Languages that every text exists in; Chinese is the default. */
export type Language = 'zh' | 'en';

/** What fills a `{name}` of a text: one value, or one per language. */
export type ErrorParam = string | number | Readonly<Record<Language, string>>;

/** Values for the placeholders of a text, by name. */
export type ErrorParams = Readonly<Record<string, ErrorParam>>;

/** Every failure of the app that a user may see, by machine code; `docs/errors.md` mirrors it. Plugins add theirs by their `app/error.ts`. */
export const ERRORS = {
  ...REQUEST_ERRORS,
  ...ACCOUNT_ERRORS,
  ...MESSAGE_ERRORS,
  ...GROUP_ERRORS,
  ...SOCKET_ERRORS,
} as const;

/** Machine code of a failure; clients decide by it, so a published code never changes its meaning. */
export type ErrorCode = keyof typeof ERRORS | keyof Errors;

/** The failures of the app, and those of the plugins once an application was loaded. */
export const catalogue = new ErrorCatalogue(ERRORS);

/** Options of an error that are not values for its text. */
export interface ChatErrorOptions {
  /** Seconds after which a retry makes sense; sent as Retry-After. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** A failure from the table. Services and policies throw it; one middleware and the gateway turn it into an answer. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly code: ErrorCode;
  readonly status: ErrorStatus;
  readonly params: ErrorParams;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, params: ErrorParams = {}, options: ChatErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = rowOf(code).status;
    this.params = params;
    this.retryAfter = options.retryAfter;
  }

  /** The text for a user, with its placeholders filled. */
  text(language: Language): string {
    return errorText(this.code, this.params, language);
  }
}

/** The text of a code without throwing it, for frames that tell a failure in band. */
export function errorText(code: ErrorCode, params: ErrorParams, language: Language): string {
  return rowOf(code)[language].replace(BLANK, (placeholder, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return placeholder;
    return typeof value === 'object' ? value[language] : String(value);
  });
}

/** Whether a text is a code of the table; guards what arrives as plain data. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && catalogue.find(code) !== undefined;
}

/** The row of a code. */
export function rowOf(code: ErrorCode): ErrorRow {
  return catalogue.find(code) ?? ERRORS.internal;
}

/** Refuses with a code of the table; reads as a guard clause: `if (!user) fail('user_not_found')`. */
export function fail(code: ErrorCode, params?: ErrorParams): never {
  throw new ChatError(code, params);
}
