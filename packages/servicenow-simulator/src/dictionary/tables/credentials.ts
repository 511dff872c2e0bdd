import {
  CLASS_COLUMN,
  dateTime,
  flag,
  integer,
  password,
  reference,
  script,
  table,
  text,
  url,
} from '../columns';
import { TableDefinition } from '../types';

const NAME = text('name', 'Name', 100);
const ACTIVE = flag('active', 'Active', 'true');

/** With what machines prove who they are: OAuth applications, API keys, certificates. @internal */
export const credentialTables: TableDefinition[] = [
  table('oauth_entity', 'Application Registry', {
    displayColumn: 'name',
    columns: [
      NAME,
      CLASS_COLUMN,
      text('client_id', 'Client ID', 100),
      password('client_secret', 'Client Secret'),
      url('redirect_url', 'Redirect URL'),
      text('type', 'Type', { defaultValue: 'client' }),
      text('default_grant_type', 'Default Grant type', 40),
      integer('access_token_lifespan', 'Access Token Lifespan', {
        defaultValue: '1800',
      }),
      integer('refresh_token_lifespan', 'Refresh Token Lifespan', {
        defaultValue: '8640000',
      }),
      flag('public_client', 'Public Client'),
      reference('user', 'OAuth Application User', 'sys_user'),
      ACTIVE,
      text('comments', 'Comments', 1000),
      url('logo_url', 'Logo URL'),
      text('access', 'Accessible from', { defaultValue: 'public' }),
    ],
  }),
  table('oauth_jwt', 'OAuth JWT', {
    extends: 'oauth_entity',
    columns: [
      text('user_field', 'User Field', { defaultValue: 'email' }),
      integer('clock_skew', 'Clock Skew', { defaultValue: '300' }),
    ],
  }),
  table('jwt_verifier_map', 'JWT Verifier Map', {
    displayColumn: 'name',
    columns: [
      NAME,
      reference('oauth_jwt', 'OAuth JWT', 'oauth_jwt'),
      text('kid', 'Kid', 100),
      password('shared_key', 'Shared Key'),
      reference('sys_certificate', 'Sys certificate', 'sys_certificate'),
    ],
  }),
  table('sys_certificate', 'X.509 Certificate', {
    displayColumn: 'name',
    columns: [
      NAME,
      CLASS_COLUMN,
      text('short_description', 'Short description', 200),
      text('format', 'Format', { defaultValue: 'pem' }),
      text('type', 'Type', { defaultValue: 'trust_store' }),
      script('pem_certificate', 'PEM Certificate'),
      text('issuer', 'Issuer', 1000),
      text('subject', 'Subject', 1000),
      dateTime('valid_from', 'Valid from'),
      dateTime('expires', 'Expires'),
      ACTIVE,
    ],
  }),
  table('sys_user_certificate', 'User to Certificate Mapping', {
    extends: 'sys_certificate',
    columns: [reference('user', 'User', 'sys_user')],
  }),
  table('api_key', 'REST API Key', {
    displayColumn: 'name',
    columns: [
      NAME,
      password('token', 'Token'),
      reference('user', 'User', 'sys_user'),
      ACTIVE,
    ],
  }),
];
