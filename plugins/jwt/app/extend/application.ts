import { extendApplication } from '#kernel';
import { sharedSecret } from '../../secret.ts';
import type { TokenSigner } from '../../signer.ts';

const signers = new WeakMap<object, TokenSigner>();

/** What the jwt plugin adds to the application. */
export default extendApplication({
  /** Signs and verifies tokens; there from willReady on. */
  get token(): TokenSigner {
    const signer = signers.get(this);
    if (!signer) throw new Error('app.token is used before willReady of the jwt plugin');
    return signer;
  },

  set token(signer: TokenSigner) {
    signers.set(this, signer);
  },

  /** A secret of this name that all nodes on this database share, made when it is first asked for. */
  secret(name: string): Promise<string> {
    return sharedSecret(this.sql, name);
  },
});
