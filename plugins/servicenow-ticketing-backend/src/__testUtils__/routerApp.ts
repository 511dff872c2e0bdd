import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import express, { type Router } from 'express';

/** An application with one router, where every caller is the mock user unless a request says otherwise. */
export function createRouterApp(
  create: (options: {
    httpAuth: ReturnType<typeof mockServices.httpAuth>;
  }) => Router,
): express.Express {
  return express()
    .use(express.json())
    .use(create({ httpAuth: mockServices.httpAuth() }))
    .use(mockErrorHandler());
}
