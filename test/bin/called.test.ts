import assert from 'node:assert/strict';
import path from 'node:path';
import { called } from '../../bin/called.ts';

describe('bin/called', () => {
  const as = (file: string, env: Readonly<Record<string, string>> = {}): string =>
    called('doctor', { ...process, argv: ['node', file], env });

  it('G90 names a command that exists where it was started', () => {
    const file = path.resolve('dist/bin/foyer.js');
    assert.equal(as(file, { npm_lifecycle_event: 'start' }), 'npm run foyer -- doctor');
    assert.equal(as('/srv/node_modules/.bin/foyer', { npm_lifecycle_event: 'dev' }), 'npx foyer doctor');
    assert.equal(as('/usr/local/bin/foyer'), 'foyer doctor');
    assert.equal(as(file), 'node dist/bin/foyer.js doctor');
  });
});
