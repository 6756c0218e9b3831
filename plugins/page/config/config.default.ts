/** What the pages need to know. */
export interface PageConfig {
  /** Username of the account that visitors write to where the widget names no other. */
  account: string;
}

const page: PageConfig = { account: 'kefu' };

export default { page };
