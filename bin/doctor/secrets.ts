import type { Application } from '#kernel';
import type { Check } from '../../app/doctor/check.ts';
import { MAKE_SECRET, weaknessOf } from '../../config/secret.ts';

/** What production refuses; elsewhere it is taken, and told here. */
export const secrets: Check = {
  rule: 'secrets are good enough for production',

  look({ config }: Application) {
    const given = {
      JWT_SECRET: config.jwt.secrets,
      VISITOR_IDENTITY_SECRET: config.visitor.identity.secrets,
      METRICS_TOKEN: config.metrics.tokens,
    };
    const findings = Object.entries(given).flatMap(([name, values]) =>
      values.flatMap((value) => {
        const weakness = weaknessOf(value);
        return weakness === undefined ? [] : [`${name} ${weakness}: take what \`${MAKE_SECRET}\` prints`];
      }),
    );
    return Promise.resolve(findings);
  },
};
