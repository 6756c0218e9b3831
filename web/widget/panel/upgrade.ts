import type { Host } from './host.ts';
import type { Visitor } from './visitor.ts';

/**
 * Looks after parts of the panel that cannot be fetched: after an upgrade of the server the old ones are gone. The panel is loaded anew once, text
 * that waits is kept; where that would cost a file, or does not help, it is said.
 */
export function followUpgrades(host: Host, { client, view }: Visitor): void {
  addEventListener('vite:preloadError', () => void missed());

  async function missed(): Promise<void> {
    const isThere = await fetch(location.pathname, { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );
    const isBusy = client.unsent.some(({ upload }) => upload !== null);
    if (isThere && !isBusy && !host.isRenewed) host.renew();
    else view.isPartMissing = true;
  }
}
