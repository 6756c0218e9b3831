import type { Middleware } from '#kernel';
import { responsesOf, schemaOf } from './answer.ts';
import type { Field } from './field.ts';
import type { Words } from './problem.ts';
import { Rule } from './rule.ts';

/** A part of an OpenAPI operation, as one step of a route knows it. */
export interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly security?: readonly object[];
  readonly responses?: Readonly<Record<string, object>>;
}

type NamedFields = readonly (readonly [string, Field<unknown>])[];

const OPERATIONS = new WeakMap<Middleware, () => Operation>();

/** Tells the API description what a step asks of a request or may answer; a function, or a rule, is asked once the description is made. Returns the step. */
export function describe(step: Middleware, operation: Operation | Rule<object> | (() => Operation)): Middleware {
  OPERATIONS.set(step, asked(operation));
  return step;
}

/** What a step told about itself. */
export function operationOf(step: Middleware): Operation | undefined {
  return OPERATIONS.get(step)?.();
}

/** A failure answer in our envelope, by its name in the document's components. */
export const FAILURE = { $ref: '#/components/responses/Failure' } as const;

/** What a step says that wants a token, by the names in the document's components. */
export const TOKEN = [{ token: [] }, { bearer: [] }] as const;

function asked(operation: Operation | Rule<object> | (() => Operation)): () => Operation {
  if (operation instanceof Rule) return () => operationOfRule(operation);
  return typeof operation === 'function' ? operation : () => operation;
}

/** The parameters and the body that a rule reads, and what is answered. */
function operationOfRule(rule: Rule<object>): Operation {
  const fields = Object.entries(rule.fields);
  const parameters = fields
    .filter(([, field]) => rule.placeOf(field) !== 'body')
    .map(([name, field]) => parameter(name, rule.placeOf(field), field));
  const body = fields.filter(([, field]) => rule.placeOf(field) === 'body');
  return {
    summary: both(rule.summary),
    parameters,
    ...(body.length > 0 && { requestBody: requestBody(body) }),
    responses: { ...responsesOf(rule.answers), ...(body.length > 0 && { 400: FAILURE }), ...(fields.length > 0 && { 422: FAILURE }) },
  };
}

function parameter(name: string, place: string, field: Field<unknown>): object {
  return { name, in: place, required: place === 'path' || field.isRequired, description: both(field.label), schema: schemaOfField(field) };
}

function requestBody(fields: NamedFields): object {
  return {
    required: fields.some(([, field]) => field.isRequired),
    content: {
      'application/json': { schema: objectOf(fields, bodySchemaOf) },
      'application/x-www-form-urlencoded': { schema: objectOf(fields, schemaOfField) },
    },
  };
}

function objectOf(fields: NamedFields, describeField: (field: Field<unknown>) => object): object {
  const required = fields.filter(([, field]) => field.isRequired).map(([name]) => name);
  const properties: Record<string, object> = {};
  for (const [name, field] of fields) properties[name] = { ...describeField(field), description: both(field.label) };
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** JSON has types of its own, and some of them are taken for others. */
function bodySchemaOf(field: Field<unknown>): object {
  const schema = schemaOfField(field);
  return field.kind.body ? { anyOf: [schema, ...field.kind.body.schemas] } : schema;
}

function schemaOfField(field: Field<unknown>): object {
  const schema = schemaOf(field.kind.schema);
  return field.fallback === undefined ? schema : { ...schema, default: field.fallback };
}

function both({ zh, en }: Words): string {
  return `${zh} · ${en}`;
}
