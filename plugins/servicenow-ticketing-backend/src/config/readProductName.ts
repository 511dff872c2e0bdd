import type { Config } from '@backstage/config';

/**
 * What this portal calls itself in the texts it writes into ServiceNow.
 * @internal
 */
export function readProductName(config: Config): string {
  return (
    config.getOptionalString('servicenowTicketing.productName') ?? 'Backstage'
  );
}
