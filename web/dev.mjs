// The screens while they are being written: shop, messenger and panel by Vite at the addresses that the server gives them, the loader
// built at each request, and all else from the server. See docs/screens.md.
import path from 'node:path';
import { build, createLogger, createServer } from 'vite';
import { common, targets } from './targets.mjs';

const root = import.meta.dirname;
const HOST = '127.0.0.1';
const PORT = 5173;
/** What the front itself answers: the shop with its modules, the loader, and what Vite puts into pages. */
const FRONT = '$|\\?|widget\\.js|web/|protocol/|node_modules/|@';

/** Listens, and says where and how to end it. `server` is where Foyer runs; it may come later, and go. */
export async function serveScreens({ server }) {
  const messenger = await listen({ name: 'messenger', root: path.join(root, 'messenger'), base: '/app/', port: PORT + 1 });
  const panel = await listen({ name: 'panel', root: path.join(root, 'widget/panel'), base: '/widget/', port: PORT + 2 });
  const proxy = {
    '^/app(/|\\?|$)': { target: urlOf(messenger), rewrite: (address) => address.replace(/^\/app(?!\/)/, '/app/') },
    '^/widget/': { target: urlOf(panel) },
    '^/continue(\\?|$)': { target: urlOf(panel), rewrite: (address) => address.replace('/continue', '/widget/panel.html') },
    [`^/(?!${FRONT})`]: { target: server, ws: true },
  };
  const front = await listen({ name: 'front', root: path.dirname(root), base: '/', port: PORT, proxy, plugins: [shop(), loader()] });
  return { url: urlOf(front), close: () => Promise.all([front, messenger, panel].map((vite) => vite.close())) };
}

/** One Vite; on the next port where this one is taken. */
async function listen({ name, root: folder, base, port, proxy, plugins = [] }) {
  const customLogger = createLogger('warn', { allowClearScreen: false, prefix: `[${name}]` });
  const tell = customLogger.error.bind(customLogger);
  // While the server starts anew every open page asks for it: that is no news.
  customLogger.error = (text, options) => void (/proxy (socket )?error/.test(text) || tell(text, options));
  const vite = await createServer({
    ...common,
    plugins: [...common.plugins, ...plugins],
    root: folder,
    base,
    customLogger,
    cacheDir: path.join(root, 'node_modules/.vite', name),
    // Behind the front a page must not look for its changes at the front's port.
    server: {
      host: HOST,
      port,
      fs: { allow: ['web', 'plugins', 'protocol', 'node_modules'].map(below) },
      ...(proxy ? { proxy } : { hmr: { clientPort: port } }),
    },
  });
  return vite.listen();
}

function below(name) {
  return path.join(path.dirname(root), name);
}

function urlOf({ httpServer }) {
  return `http://${HOST}:${httpServer.address().port}`;
}

/** The shop stands at `/`, and names its module as the build does. */
function shop() {
  const places = { '/': '/web/shop/index.html', '/web/shop/shop.js': '/web/shop/shop.ts' };
  const middleware = (request, _, next) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://front');
    if (Object.hasOwn(places, pathname)) request.url = places[pathname] + search;
    next();
  };
  return { name: 'foyer-shop', configureServer: ({ middlewares }) => void middlewares.use(middleware) };
}

/** `/widget.js` is one classic script, which Vite makes only by a build: a moment, so each request gets a new one. */
function loader() {
  const config = targets('dist').find((target) => target.build.lib?.fileName() === 'widget.js');
  const built = () => build({ ...config, build: { ...config.build, write: false, minify: false } });
  const middleware = (request, response, next) => {
    if (request.url?.split('?')[0] !== '/widget.js') return next();
    const headers = new Map([
      ['Content-Type', 'text/javascript; charset=utf-8'],
      ['Cache-Control', 'no-store'],
    ]);
    return built().then(([{ output }]) => response.setHeaders(headers).end(output[0].code), next);
  };
  // Vite takes what is returned here for a function to call later.
  return { name: 'foyer-loader', configureServer: ({ middlewares }) => void middlewares.use(middleware) };
}
