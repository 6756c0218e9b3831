const fs = require('node:fs');
const { reporters, Runner } = require('mocha');

/** Mocha's spec reporter, which also writes `{ passed, failed, failures }` to the file that TEST_COUNTS names, for .ci/run. */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TEST_COUNTS;
    if (!file) return;
    const failures = [];
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) =>
      failures.push(`${test.fullTitle()}: ${String(error.message).slice(0, 1000)}`),
    );
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      fs.writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed: this.stats.failures, failures }));
    });
  }
};
