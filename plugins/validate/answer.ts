import { STATUS_CODES } from 'node:http';
import { z } from 'zod';

/** An answer that is not `data` in the success envelope: a status other than 200, other fields, or something that is no JSON. */
export interface Reply {
  /** Default: 200. */
  readonly status?: number;
  /** A schema by media type; null for what is no JSON. Absent for an answer without a body. */
  readonly content?: Readonly<Record<string, z.ZodType | null>>;
}

/** What an action answers: the schema of `data` in the success envelope, or the whole reply. */
export type Answer = z.ZodType | Reply;

/** The success envelope with fields beside `data`. */
export function ok(data: z.ZodType, extra: Readonly<Record<string, z.ZodType>> = {}): Reply {
  return bare(z.object({ msg: z.literal('ok'), data, ...extra }));
}

/** JSON without the envelope. */
export function bare(schema: z.ZodType, status = 200): Reply {
  return { status, content: { 'application/json': schema } };
}

/** Content of these media types, which no schema describes. */
export function media(...types: readonly string[]): Reply {
  return { content: Object.fromEntries(types.map((type) => [type, null])) };
}

/** The responses of an OpenAPI operation, by status. */
export function responsesOf(answers: readonly Answer[]): Readonly<Record<string, object>> {
  return Object.fromEntries(answers.map((answer) => responseOf(answer instanceof z.ZodType ? ok(answer) : answer)));
}

/** The JSON schema of what goes out; named shapes stand in its `$defs`. */
export function schemaOf(schema: z.ZodType): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' });
  return described;
}

function responseOf({ status = 200, content }: Reply): [status: number, response: object] {
  const description = status === 200 ? '成功 · Success' : (STATUS_CODES[status] ?? '');
  return [status, { description, ...(content && { content: contentOf(content) }) }];
}

function contentOf(content: NonNullable<Reply['content']>): object {
  const types = Object.entries(content).map(([type, schema]) => [type, schema ? { schema: schemaOf(schema) } : {}] as const);
  return Object.fromEntries(types);
}
