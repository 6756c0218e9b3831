import type { AppConfig } from '#kernel';

/** The secrets of one purpose, as an operator names them. */
export interface SecretPurpose {
  readonly variable: string;
  readonly key: string;
  readonly of: (config: AppConfig) => readonly string[];
}

/** What secrets are for; each purpose has its own. */
export const SECRETS: readonly SecretPurpose[] = [
  { variable: 'JWT_SECRET', key: 'jwt.secrets', of: ({ jwt }) => jwt.secrets },
  { variable: 'VISITOR_IDENTITY_SECRET', key: 'visitor.identity.secrets', of: ({ visitor }) => visitor.identity.secrets },
  { variable: 'METRICS_TOKEN', key: 'metrics.tokens', of: ({ metrics }) => metrics.tokens },
];
