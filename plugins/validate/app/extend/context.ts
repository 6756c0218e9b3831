import { extendContext } from '#kernel';
import type { Rule } from '../../rule.ts';

/** What the validate plugin adds to every context. */
export default extendContext({
  /** The parameters that the route's `accept` step read by this rule; throws a TypeError when it accepted another. */
  input<T extends object>(rule: Rule<T>): T {
    const input = rule.kept(this);
    if (!input) throw new TypeError(`${this.method} ${this.path} has no step accept() for the rule "${rule.summary.en}"`);
    return input;
  },
});
