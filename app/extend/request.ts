import { extendRequest } from '#kernel';
import { clientAddress } from '../account/address.ts';

/** What the app changes of every request. */
export default extendRequest({
  /** Where the client is: the one answer for limits, sessions and the log. */
  get ip(): string {
    return clientAddress(this.req, this.app.config.server);
  },
});
