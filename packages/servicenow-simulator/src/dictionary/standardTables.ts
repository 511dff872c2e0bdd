import { applicationFileTables } from './tables/applicationFiles';
import { catalogTables } from './tables/catalog';
import { cmdbTables } from './tables/cmdb';
import { credentialTables } from './tables/credentials';
import { importSetTables } from './tables/importSet';
import { itsmTables } from './tables/itsm';
import { organisationTables } from './tables/organisation';
import { platformTables } from './tables/platform';
import { systemTables } from './tables/system';
import { taskTable } from './tables/task';
import { TableDefinition } from './types';

/** All tables a fresh instance has. @internal */
export const STANDARD_TABLES: TableDefinition[] = [
  taskTable,
  ...itsmTables,
  ...organisationTables,
  ...cmdbTables,
  ...platformTables,
  ...systemTables,
  ...credentialTables,
  ...applicationFileTables,
  ...catalogTables,
  ...importSetTables,
];
