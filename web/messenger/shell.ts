const ASSETS = `${import.meta.env.BASE_URL}assets/`;

/** Starts the worker that keeps the shell. Without it the messenger works as well, only not without a network. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller) serviceWorker.addEventListener('controllerchange', passParts, { once: true });
  serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`, { scope: import.meta.env.BASE_URL }).catch(() => {});
}

/** Parts that came before the worker are asked for once more, and come from the browser's own cache. */
function passParts(): void {
  const names = performance.getEntriesByType('resource').map(({ name }) => name);
  for (const name of names.filter((one) => new URL(one).pathname.startsWith(ASSETS))) void fetch(name).catch(() => {});
}
