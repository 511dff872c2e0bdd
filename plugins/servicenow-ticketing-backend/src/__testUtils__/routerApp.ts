import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import type { AuditorService } from '@backstage/backend-plugin-api';
import express, { type Router } from 'express';

// No mock, which tests that reset their mocks would break.
const deafAuditor: AuditorService = {
  createEvent: async () => ({
    success: async () => {},
    fail: async () => {},
  }),
};

/** An application with one router, where every caller is the mock user unless a request says otherwise. */
export function createRouterApp(
  create: (options: {
    httpAuth: ReturnType<typeof mockServices.httpAuth>;
    auditor: AuditorService;
  }) => Router,
  auditor: AuditorService = deafAuditor,
): express.Express {
  return express()
    .use(express.json())
    .use(create({ httpAuth: mockServices.httpAuth(), auditor }))
    .use(mockErrorHandler());
}
