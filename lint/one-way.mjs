import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** What each top folder may import of ours besides itself, and why not more. Folders that are not here may import anything. */
const layers = {
  kernel: { may: [], why: 'the kernel knows Koa, not chat' },
  protocol: { may: [], why: 'the web ships the protocol too' },
  engine: { may: ['protocol'], why: 'an engine interface must not know who uses or implements it' },
  plugins: { may: ['kernel', 'engine', 'protocol'], why: 'a plugin brings an engine; the app must run with another one in its place' },
  app: { may: ['kernel', 'engine', 'protocol'], why: 'the app depends on interfaces; reach what a plugin brings through ctx and app' },
  config: { may: ['kernel', 'engine', 'protocol', 'plugins'], why: 'configuration is read before the app exists' },
  web: { may: ['protocol'], why: 'the web shares the wire with the server and nothing else' },
};

/** Folders of app/ that are pure, so that they are tested without a server, and what they must not reach. */
const pure = ['app/policy', 'app/presenter'];
const impure = ['app/service', 'app/messaging/gateway', 'app/middleware', 'app/model', 'app/extend'];

/** What units say things with: rules and failures are part of an action, not an engine behind an interface. */
const vocabulary = ['plugins/validate/index.ts', 'app/index.ts'];

/** Checks in order; the first that answers wins. */
const checks = [ofController, ofPure, ofScreens, ofPlugin, ofLayer];

/** What screens of a unit may import beside themselves; of the messenger that is what `#screens` lists. */
const screenware = ['web/shared', 'web/api', 'web/chat', 'web/ui', 'web/i18n', 'protocol'];
const SCREENS = 'web/messenger/index.ts';

/**
 * Why one file of ours must not import another; undefined when it may. Paths are relative to the root.
 * @param {{ from: string, to: string, isType: boolean }} edge
 * @returns {string | undefined}
 */
export function objection(edge) {
  return checks.map((check) => check(edge)).find((answer) => answer !== undefined);
}

/** Reports imports against the one way, with the reason. */
export const oneWay = {
  create(context) {
    const from = path.relative(root, context.filename).split(path.sep).join('/');
    const check = (node) => {
      const to = resolve(from, node.source?.value);
      if (to === undefined) return;
      const isType = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';
      const message = objection({ from, to, isType });
      if (message !== undefined) context.report({ node: node.source, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
      TSImportType: check,
    };
  },
};

function ofController({ from, to }) {
  if (!within(to, 'app/controller') || within(from, 'app/controller') || ['test', 'typings'].includes(top(from))) return undefined;
  return 'nobody imports a controller: move what both need into app/service';
}

function ofPure({ from, to, isType }) {
  if (isType || !pure.some((folder) => within(from, folder)) || !impure.some((folder) => within(to, folder))) return undefined;
  return 'policies and presenters are pure functions: pass the value in (types may be imported)';
}

function ofScreens({ from, to }) {
  const [source, target] = [screensOf(from), screensOf(to)];
  if (source === target) return undefined;
  if (target !== undefined && top(from) !== 'test') return 'screens of a unit are found by the build, and nobody imports them';
  if (source === undefined || to === SCREENS || screenware.some((folder) => within(to, folder))) return undefined;
  return 'screens of a unit import the client, the controls, and of the messenger what #screens lists (web/messenger/index.ts)';
}

function ofPlugin({ from, to, isType }) {
  if (isType || top(from) !== 'plugins' || top(to) !== 'plugins' || pluginOf(from) === pluginOf(to)) return undefined;
  return 'a plugin reaches another through app and ctx, and names it in its dependencies';
}

function ofLayer({ from, to }) {
  const [source, target] = [top(from), top(to)];
  const layer = Object.hasOwn(layers, source) ? layers[source] : undefined;
  if (!layer || screensOf(from) !== undefined || source === target || layer.may.includes(target) || vocabulary.includes(to))
    return undefined;
  return `${source} must not import ${target}: ${layer.why}`;
}

function resolve(from, specifier) {
  if (specifier === '#kernel') return 'kernel/index.ts';
  if (specifier === '#app') return 'app/index.ts';
  if (specifier === '#screens') return SCREENS;
  if (typeof specifier !== 'string' || !specifier.startsWith('.')) return undefined;
  return path.posix.join(path.posix.dirname(from), specifier);
}

function top(file) {
  return file.split('/', 1)[0];
}

/** The folder of the unit whose screens a file is of. */
function screensOf(file) {
  return /^plugins\/[^/]+\/web(?=\/)/.exec(file)?.[0];
}

function pluginOf(file) {
  return file.split('/', 2)[1];
}

function within(file, folder) {
  return file.startsWith(`${folder}/`);
}
