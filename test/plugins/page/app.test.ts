import assert from 'node:assert/strict';
import type { Application } from '#kernel';
import PageBoot from '../../../plugins/page/app/app.ts';

describe('plugins/page at the start', () => {
  /** What is said at the start with this secret. */
  function warnings(secret: string, isChecked = true): string[] {
    const said: string[] = [];
    const logger = { warn: (...parts: unknown[]) => said.push(String(parts.at(-1))) };
    const app = { logger, config: { visitor: { signature: { isChecked, secret } } } };
    new PageBoot(app as unknown as Application).didLoad();
    return said.filter((text) => text.includes('VISITOR_SIGN_SECRET'));
  }

  it('G34 says that a secret for visitors shuts the widget', () => {
    assert.deepEqual(warnings('shipped with the client'), ['VISITOR_SIGN_SECRET is set: the widget, which cannot sign, takes no visitors']);
    assert.deepEqual([warnings(''), warnings('set and not asked for', false)], [[], []]);
  });
});
