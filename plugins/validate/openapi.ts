import type { Route } from '#kernel';
import { FAILURE, operationOf, type Operation } from './operation.ts';

/** Name and version of the described application. */
export interface Title {
  readonly title: string;
  readonly version: string;
}

type Schemas = Record<string, object>;

/** Where the schema of a shape is put by its name, within what describes an answer. */
const DEFINED = '#/$defs/';
const SCHEMAS = '#/components/schemas/';

const FAILED = {
  type: 'object',
  required: ['msg', 'data', 'code'],
  properties: {
    msg: { const: 'fail' },
    data: { type: 'string', description: '说明 · What happened, in the language of the request' },
    code: { type: 'string', description: '错误码 · Code of the failure' },
  },
} as const;

const COMPONENTS = {
  securitySchemes: {
    token: { type: 'apiKey', in: 'header', name: 'token' },
    bearer: { type: 'http', scheme: 'bearer' },
  },
  responses: {
    Success: {
      description: '成功 · Success',
      content: {
        'application/json': { schema: { type: 'object', required: ['msg', 'data'], properties: { msg: { const: 'ok' }, data: {} } } },
      },
    },
    Failure: {
      description: '失败 · Failure',
      headers: { 'Retry-After': { description: '多少秒后重试 · Seconds after which to try again', schema: { type: 'integer' } } },
      content: { 'application/json': { schema: { $ref: `${SCHEMAS}Failure` } } },
    },
  },
} as const;

/** The OpenAPI 3.1 document of the declared routes, from what their steps tell about themselves. Throws where two shapes have one name. */
export function openApi(routes: readonly Route[], info: Title): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    if (route.verb === 'all') continue;
    const operations = (paths[pathOf(route.path)] ??= {});
    operations[route.verb] = operationOfRoute(route);
  }
  const schemas: Schemas = { Failure: FAILED };
  return { openapi: '3.1.0', info, paths: gathered(paths, schemas), components: { ...COMPONENTS, schemas } };
}

function pathOf(path: string): string {
  return path.replace(/[:*](\w+)/g, '{$1}');
}

function operationOfRoute({ verb, path, handlers }: Route): object {
  const parts = handlers.flatMap((handler) => operationOf(handler) ?? []);
  const described = parts.flatMap((part) => part.parameters ?? []);
  const responses = responsesOf(parts);
  const isAnswered = Object.keys(responses).some((status) => Number(status) < 400);
  return {
    operationId: `${verb}${path.replace(/[^a-zA-Z0-9]+/g, '_')}`,
    ...merged(parts),
    parameters: [...described, ...undescribed(path, described)],
    responses: { ...(!isAnswered && { 200: { $ref: '#/components/responses/Success' } }), ...responses, default: FAILURE },
  };
}

/** Later steps win, so that an action may say more than the steps before it. */
function merged(parts: readonly Operation[]): object {
  return parts.reduce<object>(
    (all, { summary, requestBody, security }) => ({ ...all, ...defined({ summary, requestBody, security }) }),
    {},
  );
}

function responsesOf(parts: readonly Operation[]): object {
  return parts.reduce<object>((all, part) => ({ ...all, ...part.responses }), {});
}

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}

/** A path parameter that no rule reads is still one. */
function undescribed(path: string, described: readonly object[]): object[] {
  const names = [...path.matchAll(/[:*](\w+)/g)].map(([, name]) => name);
  const known = new Set(described.map((parameter) => ('name' in parameter ? parameter.name : undefined)));
  return names.filter((name) => !known.has(name)).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

/** The same value, its named schemas moved to those of the document. */
function gathered<T>(value: T, schemas: Schemas): T {
  const text = JSON.stringify(value, (key, part: unknown) => {
    if (key === '$ref' && typeof part === 'string') return part.replace(DEFINED, SCHEMAS);
    if (typeof part !== 'object' || part === null || !('$defs' in part)) return part;
    const { $defs, ...rest } = part;
    for (const [name, schema] of Object.entries($defs as Schemas)) addSchema(schemas, name, schema);
    return rest;
  });
  return JSON.parse(text) as T;
}

function addSchema(schemas: Schemas, name: string, schema: object): void {
  const own = gathered(schema, schemas);
  const other = schemas[name];
  if (other && JSON.stringify(other) !== JSON.stringify(own)) throw new TypeError(`two shapes are called ${name}`);
  schemas[name] = own;
}
