import { client } from './client.ts';

/** Brings the scripts of units that this build does not know; what runs them comes with the first. */
export function followScripts(): void {
  client.on('units', () => {
    if (client.screens.length > 0) void bring(client.screens);
  });
}

async function bring(addresses: readonly string[]): Promise<void> {
  (await import('./outside.ts')).scripts.bring(addresses);
}
