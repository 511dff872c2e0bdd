/**
 * Types, schemas, permissions and the HTTP client shared by the servicenow-ticketing plugins.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './client';
export * from './permissions';
export * from './schemas';
