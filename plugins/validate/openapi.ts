import type { Route } from '#kernel';
import { FAILURE, operationOf, type Operation } from './operation.ts';

/** Name and version of the described application. */
export interface Title {
  readonly title: string;
  readonly version: string;
}

const COMPONENTS = {
  securitySchemes: {
    token: { type: 'apiKey', in: 'header', name: 'token' },
    bearer: { type: 'http', scheme: 'bearer' },
  },
  responses: {
    Success: {
      description: '成功 · Success',
      content: { 'application/json': { schema: envelope('ok', { data: {} }) } },
    },
    Failure: {
      description: '失败 · Failure',
      content: { 'application/json': { schema: envelope('fail', { data: { type: 'string' }, code: { type: 'string' } }) } },
    },
  },
} as const;

/** The OpenAPI 3.0 document of the declared routes, from what their steps tell about themselves. */
export function openApi(routes: readonly Route[], info: Title): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    if (route.verb === 'all') continue;
    const operations = (paths[route.path.replace(/:(\w+)/g, '{$1}')] ??= {});
    operations[route.verb] = operationOfRoute(route);
  }
  return { openapi: '3.0.3', info, paths, components: COMPONENTS };
}

function operationOfRoute({ verb, path, handlers }: Route): object {
  const parts = handlers.flatMap((handler) => operationOf(handler) ?? []);
  const described = parts.flatMap((part) => part.parameters ?? []);
  return {
    operationId: `${verb}${path.replace(/[^a-zA-Z0-9]+/g, '_')}`,
    ...merged(parts),
    parameters: [...described, ...undescribed(path, described)],
    responses: { 200: { $ref: '#/components/responses/Success' }, ...responsesOf(parts), default: FAILURE },
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
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  const known = new Set(described.map((parameter) => ('name' in parameter ? parameter.name : undefined)));
  return names.filter((name) => !known.has(name)).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function envelope(msg: string, properties: object): object {
  return {
    type: 'object',
    required: ['msg', ...Object.keys(properties)],
    properties: { msg: { type: 'string', enum: [msg] }, ...properties },
  };
}
