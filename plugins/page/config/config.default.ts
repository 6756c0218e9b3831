/** What the pages need to know. */
export interface PageConfig {
  /** Username of the account that the demo's visitors write to. */
  account: string;
}

const page: PageConfig = { account: 'kefu' };

export default { page };
