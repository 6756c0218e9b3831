const fs = require('node:fs');
const path = require('node:path');
const { reporters, Runner } = require('mocha');

/** ms behind the last test after which a process that has not ended says why. */
const STILL = 30_000;

/**
 * Mocha's spec reporter, which also writes `{ passed, failed, failures, seconds }` to the file that TEST_COUNTS names, for .ci/run;
 * `seconds` says how long each test file took, with its hooks.
 */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TEST_COUNTS;
    if (!file) return;
    const failures = [];
    const seconds = {};
    let suiteStartedAt = 0;
    runner.on(Runner.constants.EVENT_SUITE_BEGIN, (suite) => {
      if (suite.parent?.root) suiteStartedAt = Date.now();
    });
    runner.on(Runner.constants.EVENT_SUITE_END, (suite) => {
      if (!suite.parent?.root) return;
      const name = path.relative(process.cwd(), suite.file);
      seconds[name] = (seconds[name] ?? 0) + (Date.now() - suiteStartedAt) / 1000;
    });
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) =>
      failures.push(`${test.fullTitle()}: ${String(error.message).slice(0, 1000)}`),
    );
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      fs.writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed: this.stats.failures, failures, seconds }));
      setTimeout(
        () => process.stderr.write(`what keeps the process alive: ${process.getActiveResourcesInfo().join(', ')}\n`),
        STILL,
      ).unref();
    });
  }
};
