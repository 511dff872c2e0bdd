export { AuthorizationNotice } from './AuthorizationNotice';
export { useAuthorization } from './useAuthorization';
export type { Authorization } from './useAuthorization';
