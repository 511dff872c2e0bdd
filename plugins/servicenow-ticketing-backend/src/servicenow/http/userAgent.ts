import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const NAME = 'backstage-plugin-servicenow-ticketing';

/** Says to ServiceNow's logs who calls: `<name>/<version>`. @internal */
export const USER_AGENT = `${NAME}/${
  JSON.parse(
    readFileSync(resolvePackagePath(`${NAME}-backend`, 'package.json'), 'utf8'),
  ).version
}`;
