import assert from 'node:assert/strict';
import { propertyNames, resolveFile, scan } from '../../kernel/files.ts';
import { fixture } from './support.ts';

describe('kernel/files', () => {
  it('finds the modules of a folder in a stable order, without its indexes', () => {
    assert.deepEqual(
      scan(fixture('manifest/good')).map(({ names }) => names.join('.')),
      ['api.chat', 'rateLimit'],
    );
    assert.deepEqual(scan(fixture('absent')), []);
  });

  it('finds a source file or a built one', () => {
    assert.equal(resolveFile(fixture('service/app/service/greeting')), fixture('service/app/service/greeting.ts'));
    assert.equal(resolveFile(fixture('boot/app/app')), fixture('boot/app/app.js'));
    assert.equal(resolveFile(fixture('boot/app/absent')), undefined);
  });

  it('makes property names', () => {
    assert.deepEqual(propertyNames('Deep/very-deep/well_named.ts'), ['deep', 'veryDeep', 'wellNamed']);
    assert.throws(() => propertyNames('a/1st.ts'), /"1st" in a\/1st\.ts cannot become a property name/);
  });
});
