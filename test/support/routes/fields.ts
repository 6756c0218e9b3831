import type { TestApp } from '../app.ts';
import { send } from './call.ts';
import type { Row } from './table.ts';

/** What is needed of /openapi.json. */
export interface Documented {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** One parameter of a route. */
export interface Parameter {
  readonly name: string;
  readonly place: 'path' | 'query' | 'body';
  readonly kind: 'int' | 'uuid' | 'other';
  /** Least value of an integer. */
  readonly least: number;
}

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query'; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly pattern?: string;
  /** What a body may hold: first the parameter's own type, then what is taken for it. */
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** What the server says of its routes. */
export async function readDocumented(target: TestApp): Promise<Documented> {
  return JSON.parse((await send(target, { verb: 'get', address: '/openapi.json', token: undefined })).text) as Documented;
}

/** A path as the description writes it. */
export function templateOf(path: string): string {
  return path.replace(/[:*](\w+)/g, '{$1}');
}

/** The parameters that a route describes. */
export function fieldsOf({ paths }: Documented, { verb, path }: Row): Parameter[] {
  const operation = paths[templateOf(path)]?.[verb];
  if (!operation) throw new Error(`${path} is not described`);
  const body = operation.requestBody?.content['application/json']?.schema.properties ?? {};
  return [
    ...operation.parameters.map(({ name, in: place, schema }) => parameter(name, place, schema)),
    ...Object.entries(body).map(([name, schema]) => parameter(name, 'body', schema.anyOf?.[0] ?? schema)),
  ];
}

function parameter(name: string, place: Parameter['place'], schema: Schema): Parameter {
  const { type, minimum = Number.MIN_SAFE_INTEGER } = schema;
  const isInteger = type === 'integer' && schema.enum === undefined;
  const isUuid = type === 'string' && schema.pattern?.includes('{12}') === true;
  const other = isUuid ? 'uuid' : 'other';
  return { name, place, kind: isInteger ? 'int' : other, least: minimum };
}
