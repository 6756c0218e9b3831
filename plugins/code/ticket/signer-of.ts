import type { Application } from '#kernel';
import { TicketSigner } from './ticket-text.ts';

const signers = new WeakMap<Application, TicketSigner>();

/** The signer of an application; its secret is made at the first code and shared by all nodes. */
export async function signerOf(app: Application): Promise<TicketSigner> {
  const known = signers.get(app);
  if (known) return known;
  const signer = new TicketSigner(await app.secret('ticket'));
  signers.set(app, signer);
  return signer;
}
