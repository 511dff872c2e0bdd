import { mockServices } from '@backstage/backend-test-utils';
import type { Router } from 'express';
import { createOpenApiDocument } from '../openapi/createOpenApiDocument';
import { createRouter, type RouterOptions } from './createRouter';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: Partial<Router>;
}

/** What a router answers to, as in `GET /integrations/{integration_id}`. */
function routesOf(router: Partial<Router>): string[] {
  return ((router.stack ?? []) as unknown as Layer[]).flatMap(
    ({ route, handle }) =>
      route
        ? Object.keys(route.methods).map(
            method => `${method.toUpperCase()} ${asDescribed(route.path)}`,
          )
        : routesOf(handle),
  );
}

function asDescribed(path: string): string {
  return path.replace(
    /:(\w+)/g,
    (_, name: string) =>
      `{${name.replace(/[A-Z]/g, capital => `_${capital.toLowerCase()}`)}}`,
  );
}

describe('createRouter', () => {
  it('has the routes that the description of the API lists, and no others', () => {
    const router = createRouter({
      httpAuth: mockServices.httpAuth(),
      auditor: mockServices.auditor.mock(),
    } as unknown as RouterOptions);
    const { paths = {} } = createOpenApiDocument('http://portal.example');
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(method => `${method.toUpperCase()} ${path}`),
    );
    expect(
      routesOf(router)
        .filter(route => route !== 'GET /openapi.json')
        .sort(),
    ).toEqual(described.sort());
  });
});
