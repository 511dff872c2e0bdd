export { ConnectionActions } from './ConnectionActions';
export { ConnectionFields } from './ConnectionFields';
export { firstCredentialId } from './fields/ConnectionField';
export { useConnection } from './useConnection';
export { TEXT_PATHS, type TextPath } from './values/connectionValues';
