import { createOpenApiDocument } from './createOpenApiDocument';

describe('createOpenApiDocument', () => {
  const document = createOpenApiDocument('http://localhost:7007/api/x');

  it('describes requests and answers from the schemas that check them', () => {
    const create =
      document.paths?.['/integrations/ticketing/anomalies/{anomaly_id}/tickets']
        ?.post;
    expect(create?.requestBody).toMatchObject({
      content: {
        'application/json': {
          schema: {
            required: ['title'],
            properties: { title: { maxLength: 160, minLength: 1 } },
          },
        },
      },
    });
    expect(Object.keys(create?.responses ?? {}).sort()).toEqual([
      '201',
      '202',
      '400',
      '401',
      '403',
      '404',
      '409',
      '503',
    ]);
  });

  it('gives every operation an id of its own and its path parameters', () => {
    const operations = Object.entries(document.paths ?? {}).flatMap(
      ([path, item]) =>
        [item.get, item.post, item.put, item.patch, item.delete]
          .filter(operation => operation !== undefined)
          .map(operation => ({ path, operation })),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(operations.length);
    expect(ids).not.toContain(undefined);

    const declared = operations.map(({ operation }) =>
      (operation.parameters ?? [])
        .flatMap(parameter =>
          'in' in parameter && parameter.in === 'path'
            ? [`{${parameter.name}}`]
            : [],
        )
        .sort(),
    );
    expect(declared).toEqual(
      operations.map(({ path }) => (path.match(/\{\w+\}/g) ?? []).sort()),
    );
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});
