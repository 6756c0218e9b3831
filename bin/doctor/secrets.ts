import type { Application } from '#kernel';
import type { Check } from '../../app/doctor/check.ts';
import { MAKE_SECRET, weaknessOf } from '../../config/secret.ts';
import { SECRETS } from '../secrets.ts';

/** What production refuses; elsewhere it is taken, and told here. */
export const secrets: Check = {
  rule: 'secrets are good enough for production',

  look({ config }: Application) {
    const findings = SECRETS.flatMap(({ variable, of }) =>
      of(config).flatMap((secret) => {
        const weakness = weaknessOf(secret);
        return weakness === undefined ? [] : [`${variable} ${weakness}: take what \`${MAKE_SECRET}\` prints`];
      }),
    );
    return Promise.resolve(findings);
  },
};
